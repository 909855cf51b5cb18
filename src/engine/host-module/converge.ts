import { isJsonObject, type JsonObject } from '../../json.ts';
import type { HostModule, Plan } from '../../module/contract.ts';
import type { Failure, StepView } from '../events.ts';
import type { HostLink } from '../host/host-link.ts';
import type { Attempt } from '../task/attempt.ts';
import { failure } from '../task/failures.ts';
import { failed, type Outcome } from '../task/outcome.ts';
import type { Applied } from './apply.ts';
import { finished } from './finished.ts';
import { probeAndPlan } from './host-module-task.ts';
import { type Planned, planFor } from './planned.ts';
import { accept } from './probe.ts';
import type { Subject } from './subject.ts';

/** After the steps: is the host as the task wants it? A new probe must lead to an empty plan. */
export async function settle(
  attempt: Attempt,
  subject: Subject,
  link: HostLink,
  planned: Planned,
  steps: readonly StepView[],
  applied: Applied,
): Promise<Outcome> {
  const told = { steps, data: applied.data, warnings: applied.warnings };
  const status = statusOf(planned.plan);
  const { module } = subject;
  if (applied.failure !== undefined)
    return failed(applied.failure, { ...seen(told), result: resultOfFailed(module, applied.failure) });
  if (module.verify === 'none') {
    if (applied.unsettled !== undefined) return failed(applied.unsettled, seen(told));
    return finished(attempt, subject, planned, status, told);
  }
  const now = await verify(attempt, verifying(subject), link, applied);
  const unsettled = applied.unsettled;
  if ('failure' in now) return failed(unsettled ?? now.failure, seen(told));
  if (now.plan.steps.length === 0) return finished(attempt, subject, now, status, told);
  return failed(unsettled ?? notConverged(now), seen(told));
}

/** What a step told when it failed, as far as the module returns such: conditions speak of `rc` whatever it was. */
function resultOfFailed({ returns }: HostModule, { detail }: Failure): JsonObject {
  if (!isJsonObject(detail)) return {};
  const { properties }: { readonly properties?: unknown } = returns ?? {};
  const names = Object.keys(properties ?? {});
  return Object.fromEntries(Object.entries(detail).filter(([name]) => names.includes(name)));
}

/** What a task with these steps is to the run. */
export function statusOf({ steps }: Plan): 'ok' | 'changed' {
  return steps.every(({ effect }) => effect === 'none') ? 'ok' : 'changed';
}

function verifying(subject: Subject): Subject {
  return { ...subject, params: subject.module.verifyAs?.(subject.params) ?? subject.params };
}

function seen({
  steps,
  warnings,
}: {
  steps: readonly StepView[];
  warnings: readonly string[];
}): Partial<Outcome> {
  return { steps, warnings };
}

async function verify(
  attempt: Attempt,
  subject: Subject,
  link: HostLink,
  { after }: Applied,
): Promise<Planned | { readonly failure: Failure }> {
  // The probe behind a step that nobody knows the outcome of was skipped, like all that follows such a step.
  if (after === undefined || (!after.outcome.ok && after.outcome.error.kind !== 'failed'))
    return probeAndPlan(attempt, subject, link, true);
  const state = accept(attempt, subject, after.outcome, after.asked, link.locked);
  return 'failure' in state ? state : planFor(subject, state.state, state.underLock);
}

function notConverged({ plan }: Planned): Failure {
  const left = plan.steps.map(({ title }) => title);
  return failure('module/not-converged', `after its steps the host still needs: ${left.join('; ')}`, {
    detail: {
      remaining: plan.steps.map(({ title, changes }) => ({
        title,
        changes: changes.map((change) => ({ ...change })),
      })),
    },
  });
}
