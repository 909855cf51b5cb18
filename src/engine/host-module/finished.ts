import type { JsonObject } from '../../json.ts';
import type { StepView } from '../events.ts';
import type { Attempt } from '../task/attempt.ts';
import { thrownFailure } from '../task/failures.ts';
import { failed, type Outcome } from '../task/outcome.ts';
import type { Planned } from './host-module-task.ts';
import type { Subject } from './subject.ts';

/** What the applied steps told. */
export interface Told {
  readonly steps: readonly StepView[];
  readonly data: readonly JsonObject[];
  readonly warnings: readonly string[];
}

/** The outcome of a task that came to its end: the module's result and facts for the state that the host is in now. */
export function finished(
  { host, at, task }: Attempt,
  { module }: Subject,
  { input, plan }: Pick<Planned, 'input' | 'plan'>,
  status: 'ok' | 'changed',
  told: Told = { steps: [], data: [], warnings: [] },
): Outcome {
  try {
    const result = module.result?.(input, told.data) ?? {};
    (task.delegateFacts ? at : host).learn(module.facts?.(input) ?? {}, module.name);
    const warnings = [...(plan.warnings ?? []), ...told.warnings];
    return {
      status,
      steps: told.steps,
      result,
      warnings: warnings.filter((text, index) => warnings.indexOf(text) === index),
    };
  } catch (error) {
    return failed(thrownFailure(error, `${module.name}: its result failed`), { steps: told.steps });
  }
}
