import type { Condition } from '../../expression/types.ts';
import type { Task } from '../../playbook/types.ts';
import type { Failure } from '../events.ts';
import { withVariables } from '../host/scopes.ts';
import { type Told, tell, type View } from '../host/unknowns.ts';
import { failure } from './failures.ts';
import { failed, type Outcome, unknown } from './outcome.ts';
import { registered } from './register.ts';

/** Lets changed_when and failed_when decide over what the module said. */
export function judged(outcome: Outcome, task: Task, view: View): Outcome {
  if (outcome.status !== 'ok' && outcome.status !== 'changed' && outcome.status !== 'failed') return outcome;
  if (outcome.status !== 'failed') return judgeFailed(judgeChanged(outcome, task, view), task, view);
  // Of a failed task changed_when is heard where failed_when forgives it.
  return judgeChanged(judgeFailed(outcome, task, view), task, view);
}

/** Evaluates conditions that may speak of the task's own result. Check mode: of what is known of it. */
export function evaluateOn(
  conditions: readonly Condition[],
  outcome: Outcome,
  task: Task,
  view: View,
): Told<boolean> {
  const { register } = task;
  const seen = register === undefined ? view : withVariables(view, { [register]: registered(outcome) });
  const told = tell(seen, (scope) => conditions.every((condition) => condition.evaluate(scope)));
  if (told.kind === 'failed' && outcome.partlyAfter !== undefined)
    return { kind: 'unknown', after: outcome.partlyAfter };
  return told;
}

function judgeChanged(outcome: Outcome, task: Task, view: View): Outcome {
  if (task.changedWhen === undefined || (outcome.status !== 'ok' && outcome.status !== 'changed'))
    return outcome;
  const told = evaluateOn(task.changedWhen, outcome, task, view);
  if (told.kind === 'failed') return failed(told.failure, { ...rest(outcome) });
  if (told.kind === 'unknown') return unknown(told.after, { steps: outcome.steps });
  return { ...outcome, status: told.value ? 'changed' : 'ok' };
}

function judgeFailed(outcome: Outcome, task: Task, view: View): Outcome {
  const conditions = task.failedWhen;
  if (conditions === undefined || outcome.status === 'unknown') return outcome;
  const told = evaluateOn(conditions, outcome, task, view);
  if (told.kind === 'failed') return failed(bothFailures(outcome, told.failure), { ...rest(outcome) });
  if (told.kind === 'unknown') return unknown(told.after, { steps: outcome.steps });
  if (told.value) {
    if (outcome.status === 'failed') return outcome;
    const text = conditions.map((condition) => condition.text).join(' && ');
    return failed(failure('task/failed-when', `failed_when holds: ${text}`), rest(outcome));
  }
  if (outcome.status !== 'failed') return outcome;
  const { failure: _forgiven, ...kept } = outcome;
  return { ...kept, status: outcome.steps.length > 0 ? 'changed' : 'ok' };
}

/** The module's own failure says more than that its result lacks what the condition asks for. */
function bothFailures({ failure: own }: Outcome, judging: Failure): Failure {
  if (own === undefined) return judging;
  return { ...own, message: `${own.message} (failed_when cannot be judged: ${judging.message})` };
}

function rest({ steps, result, warnings, params }: Outcome): Partial<Outcome> {
  return { steps, result, warnings, params };
}
