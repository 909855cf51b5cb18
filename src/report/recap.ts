import type { HostRecap, Recap } from '../engine/events.ts';
import type { Palette } from './colours.ts';
import { duration } from './duration.ts';
import { count, hostList } from './host-list.ts';
import { type Figure, figures } from './recap-columns.ts';
import { shown } from './shown.ts';
import { statsLines } from './stats.ts';
import { type Cell, type Column, tableLines, tableWidth, widths } from './table.ts';

/** How a recap is shown. */
export interface RecapView {
  readonly check: boolean;
  readonly stats: boolean;
  readonly columns: number;
  readonly colours: Palette;
}

/** Up to so many hosts each have a line; beyond it, those that are well share one. */
const mostLines = 50;

const marks: Readonly<Record<HostRecap['standing'], readonly [string, keyof Palette]>> = {
  done: ['✓', 'ok'],
  failed: ['✗', 'failed'],
  unreachable: ['✗', 'unreachable'],
  'rolled-back': ['↶', 'rolledBack'],
  'not-started': ['·', 'faint'],
  interrupted: ['‖', 'changed'],
};

function needsCare(host: HostRecap): boolean {
  return host.standing !== 'done';
}

function row(host: HostRecap, figuresShown: readonly Figure[], colours: Palette): Cell[] {
  const [mark, colour] = marks[host.standing];
  return [
    { text: `${mark} ${shown(host.host)}`, colour: colours[colour] },
    ...figuresShown.map((figure): Cell => {
      const value = figure.value(host);
      return {
        text: String(value),
        colour: value === 0 ? colours.faint : figure.colour && colours[figure.colour],
      };
    }),
  ];
}

function table(hosts: readonly HostRecap[], all: readonly HostRecap[], view: RecapView): string[] {
  const used = figures(view.check).filter(
    (figure) => figure.always || all.some((host) => figure.value(host) !== 0),
  );
  const nonZero = used.filter((figure) => all.some((host) => figure.value(host) !== 0));
  const attempts: readonly [readonly Figure[], boolean][] = [
    [used, false],
    [nonZero, false],
    [nonZero, true],
  ];
  for (const [index, [chosen, narrow]] of attempts.entries()) {
    const columns: Column[] = [
      { title: 'host', align: 'left' },
      ...chosen.map((figure): Column => ({ title: narrow ? figure.narrow : figure.title, align: 'right' })),
    ];
    const rows = hosts.map((host) => row(host, chosen, view.colours));
    if (index === attempts.length - 1 || tableWidth(widths(columns, rows)) <= view.columns)
      return tableLines(columns, rows, view.colours.faint);
  }
  return [];
}

/** Longer words are in the failure above. */
const longestWords = 160;

function oneLine(words: string): string {
  const [first = ''] = words.split(/\r?\n/, 1);
  return first.length > longestWords ? `${first.slice(0, longestWords)}…` : first;
}

/** Where hosts stand that are not simply done; hosts with the same words share a line. */
export function standingLines(hosts: readonly HostRecap[], colours: Palette): string[] {
  const groups = new Map<string, { colour: keyof Palette; hosts: string[] }>();
  for (const host of hosts.filter(needsCare)) {
    // The host's name stands before it already.
    const words = oneLine((host.where ?? host.standing.replace('-', ' ')).replace(`: ${host.host}: `, ': '));
    const group = groups.get(words) ?? { colour: marks[host.standing][1], hosts: [] };
    group.hosts.push(host.host);
    groups.set(words, group);
  }
  return [...groups].map(
    ([words, group]) => `${colours[group.colour](hostList(group.hosts, 8))}: ${shown(words)}`,
  );
}

/** One line for the whole run. */
export function summaryLine(recap: Recap, view: RecapView): string {
  const standing = (which: HostRecap['standing']): number =>
    recap.hosts.filter((host) => host.standing === which).length;
  const changed = recap.hosts.filter((host) => host.changed > 0 && host.standing !== 'rolled-back').length;
  const parts: readonly [number, string, keyof Palette][] = [
    [standing('done'), 'done', 'ok'],
    [standing('failed'), view.check ? 'would fail' : 'failed', 'failed'],
    [standing('unreachable'), 'unreachable', 'unreachable'],
    [standing('rolled-back'), 'rolled back', 'rolledBack'],
    [standing('interrupted'), 'interrupted', 'changed'],
    [standing('not-started'), 'not started', 'faint'],
  ];
  const told = parts.filter(([n]) => n > 0).map(([n, word, colour]) => view.colours[colour](`${n} ${word}`));
  const verb = view.check ? 'would change' : 'changed';
  // What a host changed outside of the block that was rolled back is still there.
  const perhaps = recap.hosts.some((host) => host.changed > 0 && host.standing === 'rolled-back');
  const nothing = perhaps ? [] : [`nothing ${verb}`];
  const changes = changed === 0 ? nothing : [`${changed} ${verb}`];
  return `${count(recap.hosts.length, 'host')}: ${[...told, ...changes].join(', ')} · ${duration(recap.ms)}`;
}

/** The recap in lines: the table, the summary, and where each host stands that needs care. */
export function recapLines(recap: Recap, view: RecapView): string[] {
  const { hosts } = recap;
  const listed = hosts.length > mostLines ? hosts.filter(needsCare).slice(0, mostLines * 4) : hosts;
  const well = hosts.filter((host) => !needsCare(host) && !listed.includes(host));
  const hidden = hosts.length - listed.length - well.length;
  return [
    ...(listed.length > 0 ? table(listed, hosts, view) : []),
    ...(well.length > 0 ? [view.colours.ok(`✓ ${count(well.length, 'host')} done`)] : []),
    ...(hidden > 0
      ? [view.colours.faint(`… and ${count(hidden, 'host')} more that need care; see the log`)]
      : []),
    summaryLine(recap, view),
    ...standingLines(hosts, view.colours),
    ...(view.stats ? ['', ...statsLines(hosts, view)] : []),
  ];
}
