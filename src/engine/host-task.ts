import type { JsonObject } from '../json.ts';
import type { Attempt, Item } from './attempt.ts';
import { runLoop } from './loop.ts';
import { failed, type Outcome, skipped, unknown } from './outcome.ts';
import { registered } from './register.ts';
import { runWithRetries } from './retries.ts';
import { leaveUnknownTask } from './run-attempt.ts';
import type { HostJob } from './run-context.ts';
import { viewOf } from './scopes.ts';
import type { View } from './unknowns.ts';
import { evaluateWhen } from './when.ts';

/** What came of a task on a host, loops included. */
export interface HostOutcome {
  readonly outcome: Outcome;
  /** What `register` holds. */
  readonly register: JsonObject;
}

/**
 * Runs a task on one host. Throws Interrupted only.
 *
 * @param perhaps Check mode: whether it runs at all is known only after this task (a handler that is perhaps notified).
 */
export async function runOnHost(job: HostJob, perhaps: string | undefined): Promise<HostOutcome> {
  const { batch, host, task } = job;
  const view = viewOf(host, batch.shared, { task, magic: batch.magic(host) });
  if (perhaps !== undefined) {
    await leaveUnknownTask({ ...job, view, item: undefined, number: 1 }, perhaps);
    return single(unknown(perhaps));
  }
  if (task.loop !== undefined) return runLoop(job, view, task.loop);
  return single(await runTurn(job, view, undefined));
}

function single(outcome: Outcome): HostOutcome {
  return { outcome, register: registered(outcome) };
}

/** One turn: the condition, then the task with its retries. */
export async function runTurn(job: HostJob, view: View, item: Item | undefined): Promise<Outcome> {
  const attempt: Attempt = { ...job, view, item, number: 1 };
  const needed = evaluateWhen(job.task.when, view);
  if (needed.kind === 'failed') return failed(needed.failure);
  if (needed.kind === 'unknown') {
    await leaveUnknownTask(attempt, needed.after);
    return unknown(needed.after);
  }
  if (needed.value !== undefined) return skipped(needed.value);
  return runWithRetries(attempt);
}
