import type { Task } from '../../playbook/types.ts';
import type { View } from '../host/unknowns.ts';
import { touchesOf } from '../host-module/act-touches.ts';
import { statusOf } from '../host-module/converge.ts';
import { endOf } from '../host-module/finished.ts';
import type { Planned } from '../host-module/planned.ts';
import type { Subject } from '../host-module/subject.ts';
import { evaluateOn, judged } from '../task/judge.ts';
import type { Outcome } from '../task/outcome.ts';
import { viewStep } from '../task/step-view.ts';
import type { Forecast } from './forecast.ts';

/** How a task is expected to end. */
export interface Expectation {
  /** Undefined: only a run can tell. */
  readonly outcome: Outcome | undefined;
  /** It will change something, unless its own conditions call that otherwise. */
  readonly changes: boolean;
}

/**
 * How a task will end whose plan is known: as it does where nothing is left to do; else, going by the state that the plan
 * expects. Teaches the forecast what the task will touch and which facts it will set.
 */
export function expectedEnd(
  forecast: Forecast,
  task: Task,
  view: View,
  subject: Subject,
  { input, plan }: Planned,
  check: boolean,
): Expectation {
  const idle = plan.steps.length === 0;
  const status = idle ? 'ok' : statusOf(plan);
  const changes = status === 'changed';
  if (!idle && !check) forecast.touched.add(touchesOf(subject, plan));
  const state = idle ? input.state : plan.expected;
  if (state === undefined) return { outcome: undefined, changes };
  const steps = plan.steps.map((step) => viewStep(step, false));
  const told = { steps, data: [], warnings: [] };
  const { outcome, facts } = endOf(subject, { input: { ...input, state }, plan }, status, told);
  forecast.learn(facts);
  return { outcome: settled(outcome, task, view), changes };
}

/** As the task's own conditions judge it, at its first attempt. Undefined: it would be tried again. */
export function settled(outcome: Outcome, task: Task, view: View): Outcome | undefined {
  const told = judged(outcome, task, view);
  if (told.status === 'unknown') return undefined;
  if (task.until === undefined) return told;
  const holds = evaluateOn([task.until], { ...told, attempts: 1 }, task, view);
  return holds.kind === 'known' && holds.value ? { ...told, attempts: 1 } : undefined;
}
