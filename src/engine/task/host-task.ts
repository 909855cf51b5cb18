import type { JsonObject } from '../../json.ts';
import { workplace } from '../host/delegate.ts';
import type { HostState } from '../host/host-state.ts';
import { viewOf } from '../host/scopes.ts';
import type { View } from '../host/unknowns.ts';
import type { HostJob } from '../run-context.ts';
import type { Attempt, Item } from './attempt.ts';
import { runLoop } from './loop.ts';
import { failed, type Outcome, skipped, unknown } from './outcome.ts';
import { registered } from './register.ts';
import { runWithRetries } from './retries.ts';
import { leaveUnknownTask } from './run-attempt.ts';
import { evaluateWhen } from './when.ts';

/** What came of a task on a host, loops included. */
export interface HostOutcome {
  readonly outcome: Outcome;
  /** What `register` holds. */
  readonly register: JsonObject;
  /** Where it was done; of a loop, where its last turn was. */
  readonly at: HostState;
}

/** What came of one turn, and where it was done. */
export interface TurnOutcome {
  readonly outcome: Outcome;
  readonly at: HostState;
}

/**
 * Runs a task on one host. Throws Interrupted only.
 *
 * @param perhaps Check mode: whether it runs at all is known only after this task (a handler that is perhaps notified).
 */
export async function runOnHost(job: HostJob, perhaps: string | undefined): Promise<HostOutcome> {
  const { batch, host, task } = job;
  host.foresight?.cameTo(task.id);
  const view = viewOf(host, batch.shared, { task, magic: batch.magic(host) });
  if (perhaps !== undefined) {
    await leaveUnknownTask({ ...job, view, item: undefined, number: 1 }, perhaps);
    return single({ outcome: unknown(perhaps), at: host });
  }
  if (task.loop !== undefined) return runLoop(job, view, task.loop);
  return single(await runTurn(job, view, undefined));
}

function single({ outcome, at }: TurnOutcome): HostOutcome {
  return { outcome, register: registered(outcome), at };
}

/** One turn: the condition, then the task with its retries, where it is to be done. */
export async function runTurn(job: HostJob, view: View, item: Item | undefined): Promise<TurnOutcome> {
  const needed = evaluateWhen(job.task.when, view);
  if (needed.kind === 'failed') return { outcome: failed(needed.failure), at: job.at };
  if (needed.kind === 'known' && needed.value !== undefined)
    return { outcome: skipped(needed.value), at: job.at };
  const where = workplace(job, view);
  if ('failure' in where) return { outcome: failed(where.failure), at: job.at };
  const at = 'at' in where ? where.at : job.at;
  const attempt: Attempt = { ...job, at, view, item, number: 1 };
  const after = needed.kind === 'unknown' ? needed.after : 'after' in where ? where.after : undefined;
  if (after === undefined) return { outcome: await runWithRetries(attempt), at };
  await leaveUnknownTask(attempt, after);
  return { outcome: unknown(after), at };
}
