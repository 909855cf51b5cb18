import type { JsonObject } from '../../json.ts';
import type { StepView } from '../events.ts';
import type { Attempt } from '../task/attempt.ts';
import { thrownFailure } from '../task/failures.ts';
import { failed, type Outcome } from '../task/outcome.ts';
import type { Planned } from './planned.ts';
import type { Subject } from './subject.ts';

/** What the applied steps told. */
export interface Told {
  readonly steps: readonly StepView[];
  readonly data: readonly JsonObject[];
  readonly warnings: readonly string[];
}

const nothing: Told = { steps: [], data: [], warnings: [] };

/** The outcome of a task that came to its end: the module's result and facts for the state that the host is in now. */
export function finished(
  { host, at, task }: Attempt,
  subject: Subject,
  planned: Pick<Planned, 'input' | 'plan'>,
  status: 'ok' | 'changed',
  told: Told = nothing,
): Outcome {
  const { outcome, facts } = endOf(subject, planned, status, told);
  (task.delegateFacts ? at : host).learn(facts, subject.module.name);
  return outcome;
}

/** The same, with the facts told and not set. */
export function endOf(
  { module }: Subject,
  { input, plan }: Pick<Planned, 'input' | 'plan'>,
  status: 'ok' | 'changed',
  told: Told,
): { readonly outcome: Outcome; readonly facts: JsonObject } {
  try {
    const result = module.result?.(input, told.data) ?? {};
    const facts = module.facts?.(input) ?? {};
    const warnings = [...(plan.warnings ?? []), ...told.warnings];
    const once = warnings.filter((text, index) => warnings.indexOf(text) === index);
    return { outcome: { status, steps: told.steps, result, warnings: once }, facts };
  } catch (error) {
    const why = thrownFailure(error, `${module.name}: its result failed`);
    return { outcome: failed(why, { steps: told.steps }), facts: {} };
  }
}
