import type { HostRecap, HostStats } from '../engine/events.ts';
import { duration } from './duration.ts';
import type { RecapView } from './recap.ts';
import { shown } from './shown.ts';
import { type Cell, type Column, tableLines, tableWidth, widths } from './table.ts';

/** Up to so many hosts each have a line; of more, what they are like together, and the slowest. */
const mostLines = 20;
const slowest = 5;

type Figures = HostStats & { readonly ms: number };

interface Figure {
  readonly title: string;
  /** The title where the terminal is narrow. */
  readonly narrow: string;
  /** Left out where it is zero for every host. */
  readonly rare?: true;
  value(figures: Figures): number;
  text?(value: number): string;
}

const milliseconds = (ms: number): string => (ms < 9_950 ? `${Math.round(ms)} ms` : duration(ms));
const kilobytes = (bytes: number): string => String(Math.ceil(bytes / 1000));

const figures: readonly Figure[] = [
  { title: 'connect', narrow: 'conn', value: ({ connectMs }) => connectMs, text: milliseconds },
  { title: 'queued', narrow: 'queue', rare: true, value: ({ queuedMs }) => queuedMs, text: milliseconds },
  { title: 'waiting', narrow: 'wait', value: ({ waitingMs }) => waitingMs, text: milliseconds },
  { title: 'working', narrow: 'work', value: ({ workingMs }) => workingMs, text: milliseconds },
  { title: 'time', narrow: 'time', value: ({ ms }) => ms, text: milliseconds },
  { title: 'round trips', narrow: 'trips', value: ({ roundTrips }) => roundTrips },
  { title: 'reconnects', narrow: 'reco', rare: true, value: ({ reconnects }) => reconnects },
  { title: 'KB sent', narrow: 'KB>', value: ({ bytesSent }) => bytesSent, text: kilobytes },
  { title: 'KB received', narrow: 'KB<', value: ({ bytesReceived }) => bytesReceived, text: kilobytes },
  { title: 'foreseen', narrow: 'hit', value: ({ hits }) => hits },
  { title: 'not foreseen', narrow: 'miss', value: ({ misses }) => misses },
  { title: 'in vain', narrow: 'vain', value: ({ wasted }) => wasted },
];

interface Row {
  readonly name: string;
  value(figure: Figure): number;
}

/**
 * Where the time of hosts went (`--stats`): a line per host and one for all together; of many hosts the least, the middle
 * and the most of each figure, and the slowest hosts.
 */
export function statsLines(hosts: readonly HostRecap[], view: RecapView): string[] {
  const met = hosts.filter(({ standing }) => standing !== 'not-started');
  if (met.length === 0) return [];
  const all = met.map(({ stats, ms }): Figures => ({ ...stats, ms }));
  const used = figures.filter(({ rare, value }) => rare === undefined || all.some((one) => value(one) > 0));
  const rows = met.length > mostLines ? [...spread(all), ...slowestOf(met)] : met.map(rowOf);
  if (met.length > 1) rows.push(total(all));
  return lines(used, rows, view);
}

function lines(used: readonly Figure[], rows: readonly Row[], view: RecapView): string[] {
  const { faint } = view.colours;
  const cells = rows.map((row) => [
    { text: row.name },
    ...used.map((figure): Cell => {
      const value = row.value(figure);
      return { text: figure.text?.(value) ?? String(value), colour: value === 0 ? faint : undefined };
    }),
  ]);
  const columns = (narrow: boolean): Column[] => [
    { title: 'host', align: 'left' },
    ...used.map((figure): Column => ({ title: narrow ? figure.narrow : figure.title, align: 'right' })),
  ];
  const wide = tableWidth(widths(columns(false), cells)) <= view.columns;
  return tableLines(columns(!wide), cells, faint);
}

function rowOf({ host, stats, ms }: HostRecap): Row {
  return { name: shown(host), value: (figure) => figure.value({ ...stats, ms }) };
}

function total(all: readonly Figures[]): Row {
  return { name: 'all', value: (figure) => all.reduce((sum, one) => sum + figure.value(one), 0) };
}

function spread(all: readonly Figures[]): Row[] {
  const at = (part: number) => (figure: Figure) => {
    const sorted = all.map((one) => figure.value(one)).toSorted((a, b) => a - b);
    return sorted[Math.round(part * (sorted.length - 1))] ?? 0;
  };
  return [
    { name: 'least', value: at(0) },
    { name: 'median', value: at(0.5) },
    { name: 'most', value: at(1) },
  ];
}

function slowestOf(hosts: readonly HostRecap[]): Row[] {
  return hosts
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, slowest)
    .map(rowOf);
}
