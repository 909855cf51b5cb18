import type { HostState } from '../host/host-state.ts';
import type { View } from '../host/unknowns.ts';
import type { HostJob } from '../run-context.ts';

/** One try at a task on one host, for one item where it loops. */
export interface Attempt extends HostJob {
  readonly view: View;
  readonly item: Item | undefined;
  /** From 1; beyond it no earlier answer of the host will do. */
  readonly number: number;
}

/** Whether a task must change nothing: --check, unless the task says otherwise. */
export function isCheck({ task, batch }: Pick<Attempt, 'task' | 'batch'>): boolean {
  return task.checkMode ?? batch.run.options.check;
}

/** One turn of a loop. */
export interface Item {
  readonly index: number;
  /** How people see it. */
  readonly label: string;
}

/**
 * A name for a step that no other step on this host ever has: `<run>/<task>[/<item>]/<step>`, with `~2` behind it when
 * the same step is tried again (until, a handler that runs twice).
 */
export function intentId({ batch, at, task, item }: Attempt, n: number): string {
  const parts = [
    batch.run.options.run,
    task.id,
    ...(item === undefined ? [] : [String(item.index)]),
    String(n),
  ];
  return uniqueIntent(at, parts.join('/'));
}

/** The name, or the name with `~2`, `~3` … behind it where it was used on this host. */
export function uniqueIntent(host: HostState, name: string): string {
  const used = (host.intents.get(name) ?? 0) + 1;
  host.intents.set(name, used);
  return used === 1 ? name : `${name}~${used}`;
}
