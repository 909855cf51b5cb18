import type { Condition } from '../../expression/types.ts';
import type { Task } from '../../playbook/types.ts';
import { withVariables } from '../host/scopes.ts';
import { type Told, tell, type View } from '../host/unknowns.ts';
import { failure } from './failures.ts';
import { failed, type Outcome, unknown } from './outcome.ts';
import { registered } from './register.ts';

/** Lets changed_when and failed_when decide over what the module said. */
export function judged(outcome: Outcome, task: Task, view: View): Outcome {
  if (outcome.status !== 'ok' && outcome.status !== 'changed' && outcome.status !== 'failed') return outcome;
  const changed = judgeChanged(outcome, task, view);
  return judgeFailed(changed, task, view);
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
  if (task.changedWhen === undefined || outcome.status === 'failed') return outcome;
  const told = evaluateOn(task.changedWhen, outcome, task, view);
  if (told.kind === 'failed') return failed(told.failure, { ...rest(outcome) });
  if (told.kind === 'unknown') return unknown(told.after, { steps: outcome.steps });
  return { ...outcome, status: told.value ? 'changed' : 'ok' };
}

function judgeFailed(outcome: Outcome, task: Task, view: View): Outcome {
  const conditions = task.failedWhen;
  if (conditions === undefined || outcome.status === 'unknown') return outcome;
  const told = evaluateOn(conditions, outcome, task, view);
  if (told.kind === 'failed') return failed(told.failure, { ...rest(outcome) });
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

function rest({ steps, result, warnings, params }: Outcome): Partial<Outcome> {
  return { steps, result, warnings, params };
}
