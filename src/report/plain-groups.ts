import type { TaskRef, TaskResult, TaskStatus } from '../engine/events.ts';
import type { Palette } from './colours.ts';
import { stepLines } from './diff.ts';
import { count, hostList } from './host-list.ts';
import { shown, shownJson, shownLines } from './shown.ts';
import { statusColour, statusOrder, statusWord } from './words.ts';

/** What decides how much of a task is shown. */
export interface Detail {
  readonly check: boolean;
  readonly diff: boolean;
  /** 0 by default, one more for each `-v`. */
  readonly verbosity: number;
  /** Show what tasks returned: for ad-hoc commands, which are asked for just that. */
  readonly results?: boolean;
  readonly colours: Palette;
}

/** host2 before host10; results come in the order in which hosts were ready. */
const byName = new Intl.Collator('en', { numeric: true });

/** Names of hosts on one line, by default. */
const mostHosts = 10;

function names(hosts: readonly string[], detail: Detail): string {
  return hostList(hosts, detail.verbosity > 0 ? Number.POSITIVE_INFINITY : mostHosts);
}

/** Hosts by what was said about them, in the order of appearance. */
function grouped(
  results: readonly TaskResult[],
  words: (result: TaskResult) => string | undefined,
): ReadonlyMap<string, readonly TaskResult[]> {
  const groups = new Map<string, TaskResult[]>();
  for (const result of results) {
    const key = words(result);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(result);
    else groups.set(key, [result]);
  }
  return groups;
}

function hostsOf(results: readonly TaskResult[]): string[] {
  return results.map(({ host, delegatedTo }) =>
    delegatedTo === undefined ? host : `${host} -> ${delegatedTo}`,
  );
}

/** The steps of a task, those that are the same on several hosts only once. */
export function planLines(results: readonly TaskResult[], detail: Detail): string[] {
  const groups = grouped(results, ({ steps }) => (steps.length === 0 ? undefined : shownJson(steps)));
  return [...groups.values()].flatMap((group) => {
    const first = group[0];
    if (!first) return [];
    const lines = detail.diff
      ? stepLines(first.steps, detail.colours)
      : first.steps.map(({ title }) => shown(title));
    const head = groups.size > 1 ? [`${names(hostsOf(group), detail)}:`] : [];
    return [...head, ...lines.map((line) => (groups.size > 1 ? `  ${line}` : line))];
  });
}

function statusLines(status: TaskStatus, results: readonly TaskResult[], detail: Detail): string[] {
  const word = statusColour(status, detail.colours)(statusWord(status, detail.check).padEnd(14));
  const groups = grouped(results, ({ reason }) => reason ?? '');
  return [...groups].map(([reason, group]) => {
    const many = group.length > mostHosts + 1 ? ` (${count(group.length, 'host')})` : '';
    const why = reason === '' ? '' : detail.colours.faint(` · ${shown(reason)}`);
    return `${word}${names(hostsOf(group), detail)}${many}${why}`;
  });
}

function saidLines(
  results: readonly TaskResult[],
  said: (result: TaskResult) => readonly string[],
  colour: (text: string) => string,
  detail: Detail,
): string[] {
  const groups = grouped(results, (result) => said(result).join('\n') || undefined);
  return [...groups].flatMap(([text, group]) => {
    const lines = shownLines(text).map((line) => colour(line));
    if (results.length === 1) return lines;
    const who = `${names(hostsOf(group), detail)}:`;
    return lines.length === 1 ? [`${who} ${lines[0]}`] : [who, ...lines.map(indented)];
  });
}

function asItIs(text: string): string {
  return text;
}

function verboseLines(results: readonly TaskResult[], detail: Detail): string[] {
  const verbose = detail.verbosity > 1;
  if (!verbose && detail.results !== true) return [];
  return results.flatMap((result) => [
    ...(verbose ? [`${shown(result.host)} params ${shownJson(result.params ?? null)}`] : []),
    ...(verbose ? [`${shown(result.host)} result ${shownJson(result.result)}`] : returnedLines(result)),
  ]);
}

/** All that is said about a task once every host of the batch is through with it, without its title. */
export function resultLines(unordered: readonly TaskResult[], detail: Detail): string[] {
  const results = unordered.toSorted((a, b) => byName.compare(a.host, b.host));
  const lines = statusOrder.flatMap((status) =>
    statusLines(
      status,
      results.filter((result) => result.status === status),
      detail,
    ),
  );
  const { colours } = detail;
  // A task's own `diff` wins over --diff.
  const planned = results.filter(({ diff }) => (diff ?? detail.diff) || detail.verbosity > 0);
  return [
    ...lines,
    ...saidLines(
      results,
      // A failure has lines of its own.
      ({ message, failure }) => (message === undefined || failure !== undefined ? [] : [message]),
      asItIs,
      detail,
    ).map(indented),
    ...saidLines(
      results,
      ({ warnings }) => (warnings ?? []).map((text) => `warning: ${text}`),
      colours.changed,
      detail,
    ).map(indented),
    ...planLines(planned, { ...detail, diff: detail.diff || planned.some(({ diff }) => diff === true) }).map(
      indented,
    ),
    ...verboseLines(results, detail).map(indented),
  ];
}

/** What every task returns, and what is told already. */
const common: ReadonlySet<string> = new Set([
  'changed',
  'failed',
  'skipped',
  'steps',
  'message',
  'msg',
  'failure',
  'warnings',
]);

function returnedLines({ host, result }: TaskResult): string[] {
  const own = Object.fromEntries(Object.entries(result).filter(([key]) => !common.has(key)));
  if (Object.keys(own).length === 0) return [];
  return [`${shown(host)}:`, ...JSON.stringify(own, null, 2).split('\n').map(shown)];
}

function indented(line: string): string {
  return `  ${line}`;
}

/** The title of a task: what it is called and where it stands. */
export function taskTitle(task: TaskRef, { colours }: Detail): string {
  const section = task.section === 'tasks' ? '' : `${task.section}: `;
  const place = `${task.position.file}:${task.position.line}`;
  return `${colours.strong(`${section}${shown(task.name)}`)}${colours.faint(` (${shown(task.module)}, ${shown(place)})`)}`;
}
