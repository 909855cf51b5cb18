import type { Task } from '../../playbook/types.ts';
import { stopOf } from '../host/stopped.ts';
import { type Attempt, isCheck } from './attempt.ts';
import { failure } from './failures.ts';
import { evaluateOn, judged } from './judge.ts';
import { failed, type Outcome, unknown } from './outcome.ts';
import { runAttempt } from './run-attempt.ts';

/** Tries a task until its condition holds or its retries are used up. In check mode once: nothing would change while waiting. */
export async function runWithRetries(first: Omit<Attempt, 'number'>): Promise<Outcome> {
  const { task, view, batch, host, ref } = first;
  const check = isCheck(first);
  const { options, emit } = batch.run;
  const stop = stopOf(batch.run, host);
  const most = task.until === undefined ? 1 : task.retries + 1;
  for (let number = 1; ; number++) {
    const outcome = judged(await runAttempt({ ...first, number }), task, view);
    if (task.until === undefined) return outcome;
    if (outcome.status !== 'ok' && outcome.status !== 'changed' && outcome.status !== 'failed')
      return outcome;
    const holds = evaluateOn([task.until], { ...outcome, attempts: number }, task, view);
    if (holds.kind === 'failed') return failed(holds.failure, { steps: outcome.steps });
    if (holds.kind === 'unknown') return unknown(holds.after, { steps: outcome.steps });
    if (holds.value) return { ...outcome, attempts: number };
    if (check && outcome.status !== 'failed')
      return unknown(ref.name, { steps: outcome.steps, reason: `a run would wait until ${task.until.text}` });
    if (number >= most || check) return exhausted(outcome, task, task.until.text, number);
    emit({
      type: 'host.task.retried',
      host: host.name,
      task: ref,
      attempt: number,
      of: most,
      delay: task.delay,
    });
    await options.clock.sleep(task.delay * 1000, stop).catch(() => undefined);
    // It waits for something to change.
    first.at.answers.outdate(undefined);
    if (stop.aborted) return exhausted(outcome, task, task.until.text, number);
  }
}

/** As Ansible: what failed_when calls good is good, also where waiting was in vain. */
function exhausted(outcome: Outcome, task: Task, until: string, attempts: number): Outcome {
  if (task.failedWhen !== undefined && outcome.status !== 'failed') return { ...outcome, attempts };
  const { failure: own } = outcome;
  const told = own ?? failure('task/until', `after ${attempts} attempts this still does not hold: ${until}`);
  return { ...outcome, status: 'failed', failure: told, message: told.message, attempts };
}
