import type { TaskStatus } from '../../../src/engine/events.ts';
import type { Json } from '../../../src/json.ts';

/** How a task ended on a host, in gorun's words. `retry`: it will be tried again. */
export type Status = TaskStatus | 'retry';

/** Counts of a host that mean the same in both tools. `ok` counts neither what changed nor what was ignored. */
export type Counts = Readonly<
  Record<'ok' | 'changed' | 'failed' | 'unreachable' | 'skipped' | 'ignored', number>
>;

/** What both tools tell of a run. */
export type Told =
  | { readonly type: 'play'; readonly name: string }
  | { readonly type: 'task'; readonly name: string; readonly section: string }
  | {
      readonly type: 'result';
      readonly task: string;
      readonly host: string;
      readonly status: Status;
      /** The turn of a loop; missing for the task as a whole. */
      readonly item?: string;
      readonly message?: string;
    }
  | { readonly type: 'recap'; readonly host: string; readonly counts: Counts }
  | { readonly type: 'exit'; readonly how: string };

/**
 * How much of the order counts. `task`: of tasks, and of what one host does within a task. `host`: of hosts within a task
 * as well (for --forks 1). `own`: only of each host for itself (for strategy free).
 */
export type Order = 'task' | 'host' | 'own';

/** Writes down what was told, one event a line, so that a difference can be read. */
export function linesOf(told: readonly Told[], order: Order): string[] {
  const body = told.filter(({ type }) => type !== 'recap' && type !== 'exit').filter(somethingHappens);
  const end = told
    .filter(({ type }) => type === 'recap' || type === 'exit')
    .map(lineOf)
    .filter((line) => !line.endsWith(' '));
  if (order === 'own') return [...perHost(body), ...end.toSorted()];
  const lines: string[] = [];
  let results: Extract<Told, { type: 'result' }>[] = [];
  const flush = (): void => {
    // Stable: what one host does keeps its order.
    const sorted = order === 'host' ? results : results.toSorted((a, b) => compare(a.host, b.host));
    lines.push(...sorted.map(lineOf));
    results = [];
  };
  for (const event of body) {
    if (event.type === 'result') {
      results.push(event);
      continue;
    }
    flush();
    lines.push(lineOf(event));
  }
  flush();
  return [...lines, ...end.toSorted()];
}

/** Ansible shows batches and plays in which no host is left, or no task was asked for. */
function somethingHappens(event: Told, index: number, all: readonly Told[]): boolean {
  return event.type !== 'play' || (index + 1 < all.length && all[index + 1]?.type !== 'play');
}

function perHost(told: readonly Told[]): string[] {
  const lines = new Map<string, string[]>();
  const plays = told.flatMap((event) => (event.type === 'play' ? [lineOf(event)] : []));
  for (const event of told) {
    if (event.type !== 'result') continue;
    const line = `${lineOf(event)} (${event.task})`;
    lines.set(event.host, [...(lines.get(event.host) ?? []), line]);
  }
  const hosts = [...lines].toSorted(([a], [b]) => compare(a, b));
  return [...plays, ...hosts.flatMap(([, own]) => own)];
}

const labels: Readonly<Record<string, string>> = {
  tasks: 'TASK',
  rescue: 'RESCUE',
  always: 'ALWAYS',
  handlers: 'HANDLER',
};

function lineOf(event: Told): string {
  switch (event.type) {
    case 'play':
      return `PLAY ${event.name}`;
    case 'task':
      return `${labels[event.section] ?? event.section} ${event.name}`;
    case 'result': {
      const item = event.item === undefined ? '' : ` (${event.item})`;
      const said = event.message === undefined ? '' : `: ${event.message}`;
      return `${event.host}${item} ${event.status}${said}`;
    }
    case 'recap': {
      const counts = Object.entries(event.counts).filter(([, count]) => count > 0);
      return `RECAP ${event.host} ${counts.map(([name, count]) => `${name}=${count}`).join(' ')}`;
    }
    case 'exit':
      return `EXIT ${event.how}`;
  }
}

/** What debug and fail say, as text; other messages are each tool's own. */
export function saying(module: string, status: Status, msg: Json | undefined): { message?: string } {
  const own = module === 'fail' ? ['failed', 'ignored'] : module === 'debug' ? ['ok', 'changed'] : [];
  if (msg === undefined || !own.includes(status)) return {};
  return { message: typeof msg === 'string' ? msg : JSON.stringify(msg) };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
