import type { Json, JsonObject } from '../../json.ts';
import type { HostModule, LoadedModule, Plan, PlanInput, Refusal } from '../../module/contract.ts';
import type { Failure } from '../events.ts';
import type { HostLink } from '../host/host-link.ts';
import { type Attempt, isCheck } from '../task/attempt.ts';
import { failure, thrownFailure } from '../task/failures.ts';
import { failed, type Outcome, skipped, unknown, unreachable } from '../task/outcome.ts';
import { viewStep } from '../task/step-view.ts';
import { applySteps } from './apply.ts';
import { predict } from './check-mode.ts';
import { settle, statusOf } from './converge.ts';
import { environmentOf } from './environment.ts';
import { finished } from './finished.ts';
import { probe } from './probe.ts';
import { askerOf, type Subject, subjectOf } from './subject.ts';
import { leaveUnknown } from './unknown-task.ts';

/** What the planning functions of a module see. */
export type Input = PlanInput<JsonObject, Json, unknown>;

/** A module's work on a host: probe, plan, apply, verify; in check mode it ends after the plan. */
export async function hostModuleTask(
  attempt: Attempt,
  loaded: LoadedModule,
  module: HostModule,
  params: JsonObject,
): Promise<Outcome> {
  const { host, at, batch } = attempt;
  if (at.unreachable !== undefined)
    return at === host ? skipped('host unreachable') : unreachable(at.unreachable);
  const { link } = at;
  if (link === undefined) return unreachable(failure('connection/unreachable', 'not connected'));
  const { platform } = await link.session();
  const refusal = becomeRefusal(attempt, platform);
  if (refusal !== undefined) return failed(refusal);
  const environment = environmentOf(attempt);
  if (environment !== undefined && 'failure' in environment) return failed(environment.failure);
  const subject = await subjectOf(
    loaded,
    module,
    params,
    platform,
    batch.run.lookups,
    askerOf(attempt),
    environment?.variables,
  );
  if ('failure' in subject) return failed(subject.failure);
  if (!('script' in subject)) {
    leaveUnknown(host, at, module, subject.touches, subject.after);
    return unknown(subject.after);
  }
  if (isCheck(attempt)) return predict(attempt, subject, link);
  return change(attempt, subject, link);
}

/**
 * On Windows `become` has no meaning, which is said once; the account of the connection does the work. Elsewhere a task that
 * is to be another user's must not be run by this one.
 */
function becomeRefusal({ task, batch, host }: Attempt, platform: 'windows' | 'posix'): Failure | undefined {
  if (task.become === undefined) return undefined;
  if (platform === 'posix')
    return failure('module/platform', 'become is not there yet: the task would run as the wrong user');
  if (!host.toldOfBecome) {
    const message = 'become has no meaning on Windows: the account of the connection does the work';
    batch.run.emit({ type: 'run.warning', host: host.name, message });
  }
  host.toldOfBecome = true;
  return undefined;
}

async function change(attempt: Attempt, subject: Subject, link: HostLink): Promise<Outcome> {
  const first = await probeAndPlan(attempt, subject, link, attempt.number > 1);
  if ('failure' in first) return failed(first.failure);
  if (first.plan.steps.length === 0) return finished(attempt, subject, first, 'ok');
  // What changes nothing needs no lock, and gets no receipt: after a drop it is asked again.
  if (first.underLock || statusOf(first.plan) === 'ok') return act(attempt, subject, link, first);
  const refusal = await link.lock();
  if (refusal !== undefined) return failed(refusal);
  // Until the lock was ours another run may have changed what the first answer says.
  const second = await probeAndPlan(attempt, subject, link, true);
  if ('failure' in second) return failed(second.failure);
  if (second.plan.steps.length === 0) return finished(attempt, subject, second, 'ok');
  return act(attempt, subject, link, second);
}

async function act(attempt: Attempt, subject: Subject, link: HostLink, planned: Planned): Promise<Outcome> {
  const { host, at, batch, task, ref, item } = attempt;
  const { plan } = planned;
  const steps = plan.steps.map((step) => viewStep(step, false));
  batch.run.emit({
    type: 'host.task.planned',
    host: host.name,
    task: ref,
    ...(item === undefined ? {} : { item: item.label }),
    steps: plan.steps.map((step) => viewStep(step, task.noLog)),
  });
  const leaves = Object.keys(plan.leaves ?? {});
  at.answers.outdate(subject.touches === undefined ? undefined : [...subject.touches, ...leaves]);
  const applied = await applySteps(attempt, subject, plan.steps, link);
  return settle(attempt, subject, link, planned, steps, applied);
}

/** A state and what the module would do about it. */
export interface Planned {
  readonly input: Input;
  readonly plan: Plan;
  readonly underLock: boolean;
}

/** Asks for the state and plans. */
export async function probeAndPlan(
  attempt: Attempt,
  subject: Subject,
  link: HostLink,
  fresh: boolean,
): Promise<Planned | { readonly failure: Failure }> {
  const probed = await probe(attempt, subject, link, fresh);
  if ('failure' in probed) return probed;
  return planFor(subject, probed.state, probed.underLock);
}

/** Plans for a state. */
export function planFor(
  subject: Subject,
  state: Json,
  underLock: boolean,
): Planned | { readonly failure: Failure } {
  const { module, params, lookup, platform } = subject;
  const input: Input = { params, state, lookup, platform };
  try {
    const plan = module.plan(input);
    if ('refused' in plan) return { failure: refused(plan) };
    return { input, plan, underLock };
  } catch (error) {
    return { failure: thrownFailure(error, `${module.name}: its plan failed`) };
  }
}

function refused({ refused, fix, detail }: Refusal): Failure {
  return failure('module/refused', refused, {
    ...(fix === undefined ? {} : { fix }),
    ...(detail === undefined ? {} : { detail }),
  });
}
