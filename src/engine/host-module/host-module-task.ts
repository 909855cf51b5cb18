import type { JsonObject } from '../../json.ts';
import type { HostModule, LoadedModule } from '../../module/contract.ts';
import type { Failure } from '../events.ts';
import { companions, keep } from '../foresight/companions.ts';
import { wantsBecome } from '../host/become.ts';
import type { HostLink } from '../host/host-link.ts';
import { linkAs } from '../host/link-as.ts';
import { Touched } from '../host/touched.ts';
import { type Attempt, isCheck } from '../task/attempt.ts';
import { failure } from '../task/failures.ts';
import { failed, type Outcome, skipped, unknown, unreachable } from '../task/outcome.ts';
import { viewStep } from '../task/step-view.ts';
import { touchesOf } from './act-touches.ts';
import { applySteps } from './apply.ts';
import { predict } from './check-mode.ts';
import { settle, statusOf } from './converge.ts';
import { finished } from './finished.ts';
import { type Planned, planFor } from './planned.ts';
import { accept, probe, probeCall } from './probe.ts';
import { type Subject, subjectFor } from './subject.ts';
import { leaveUnknown } from './unknown-task.ts';

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
  if (at.link === undefined) return unreachable(failure('connection/unreachable', 'not connected'));
  // Who becomes another account need not be there as the first one.
  const becomes = wantsBecome(attempt);
  const platform = becomes ? at.link.platform() : (await at.link.session()).platform;
  if (becomes && platform === 'windows') tellOfBecome(attempt);
  const subject = await subjectFor(attempt, loaded, module, params, platform);
  if ('failure' in subject) return failed(subject.failure);
  if (!('script' in subject)) {
    leaveUnknown(host, at, module, subject.touches, subject.after);
    return unknown(subject.after);
  }
  const link = linkAs(batch.run, at, subject.as) ?? at.link;
  if (at === host) host.foresight?.asks(subject.key);
  if (isCheck(attempt)) return predict(attempt, subject, link);
  return change(attempt, subject, link);
}

/** On Windows `become` has no meaning, which is said once; the account of the connection does the work. */
function tellOfBecome({ batch, host }: Attempt): void {
  if (!host.toldOfBecome) {
    const message = 'become has no meaning on Windows: the account of the connection does the work';
    batch.run.emit({ type: 'run.warning', host: host.name, message });
  }
  host.toldOfBecome = true;
}

async function change(attempt: Attempt, subject: Subject, link: HostLink): Promise<Outcome> {
  const first = await probeAndPlan(attempt, subject, link, attempt.number > 1);
  if ('failure' in first) return failed(first.failure);
  if (first.plan.steps.length === 0) return finished(attempt, subject, first, 'ok');
  // What changes nothing needs no lock, and gets no receipt: after a drop it is asked again.
  if (first.underLock || statusOf(first.plan) === 'ok') return act(attempt, subject, link, first);
  if (link.locked) return again(attempt, subject, link, await probeAndPlan(attempt, subject, link, true));
  return again(attempt, subject, link, await lockAndPlan(attempt, subject, link, first));
}

async function again(
  attempt: Attempt,
  subject: Subject,
  link: HostLink,
  planned: Planned | { readonly failure: Failure },
): Promise<Outcome> {
  if ('failure' in planned) return failed(planned.failure);
  if (planned.plan.steps.length === 0) return finished(attempt, subject, planned, 'ok');
  return act(attempt, subject, link, planned);
}

/**
 * Takes the lock, and asks again behind it: until it is ours another run may change what the first answer said. Later tasks
 * that will change something need an answer from under the lock as well.
 */
async function lockAndPlan(
  attempt: Attempt,
  subject: Subject,
  link: HostLink,
  first: Planned,
): Promise<Planned | { readonly failure: Failure }> {
  const touched = new Touched();
  touched.add(touchesOf(subject, first.plan));
  const others = await companions(attempt, subject, link, { touched, planned: first, locking: true });
  const sent = attempt.batch.run.options.clock.now();
  const own = probeCall(subject, attempt.task.timeout);
  const locked = await link.lock([own, ...others.map(({ call }) => call)]);
  if ('failure' in locked) return locked;
  const { outcomes } = locked;
  keep(attempt, others, outcomes.slice(1), { sent, before: outcomes.slice(0, 1), underLock: true });
  const probed = accept(attempt, subject, outcomes[0], sent, true);
  return 'failure' in probed ? probed : planFor(subject, probed.state, true);
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
  at.answers.outdate(touchesOf(subject, plan));
  const applied = await applySteps(attempt, subject, planned, link);
  return settle(attempt, subject, link, planned, steps, applied);
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
