import type { Json } from '../../json.ts';
import { comparable } from '../../module/resources.ts';
import type { Failure } from '../events.ts';
import type { HostLink } from '../host/host-link.ts';
import type { Outlook, Prediction } from '../host/predictions.ts';
import type { Attempt } from '../task/attempt.ts';
import { thrownFailure } from '../task/failures.ts';
import { failed, type Outcome, unknown } from '../task/outcome.ts';
import { viewStep } from '../task/step-view.ts';
import { statusOf } from './converge.ts';
import { finished } from './finished.ts';
import { type Planned, planFor } from './planned.ts';
import { probe } from './probe.ts';
import type { Subject } from './subject.ts';
import { leaveUnknown } from './unknown-task.ts';

/** Check mode: the very same probe and plan as in a run, over what earlier tasks would have left; nothing after it. */
export async function predict(attempt: Attempt, subject: Subject, link: HostLink): Promise<Outcome> {
  const { at } = attempt;
  const outlook = at.predictions.outlook(subject.reads);
  const probed = await probe(attempt, subject, link, false);
  if ('failure' in probed) {
    if (outlook.kind === 'untouched') return failed(probed.failure);
    return onlyAfter(attempt, subject, outlook.after, undefined);
  }
  const seen = foreseen(subject, probed.state, outlook);
  if ('failure' in seen) return failed(seen.failure);
  if ('after' in seen) return onlyAfter(attempt, subject, seen.after, probed.state);
  const planned = planFor(subject, seen.state, false);
  if ('failure' in planned) return failed(planned.failure);
  if (planned.plan.perhaps && outlook.kind === 'predicted') {
    forgetFacts(attempt, subject, probed.state);
    at.predictions.record({ ...left(subject, planned), after: outlook.after, perhaps: true });
    return unknown(outlook.after);
  }
  if (planned.plan.steps.length === 0) {
    const partlyAfter = planned.plan.partly && outlook.kind === 'predicted' ? outlook.after : undefined;
    return { ...finished(attempt, subject, planned, 'ok'), partlyAfter };
  }
  const unlockable =
    statusOf(planned.plan) === 'changed' ? link.stateFolder.problem(at.predictions) : undefined;
  return unlockable === undefined ? wouldChange(attempt, subject, planned) : failed(unlockable);
}

/** What a plan changes, and what becomes of it. */
function left({ touches }: Subject, { plan }: Planned): Pick<Prediction, 'touches' | 'leaves'> {
  const spared = new Set((plan.spares ?? []).map(comparable));
  return {
    touches: touches && [...touches.filter((id) => !spared.has(comparable(id))), ...(plan.touches ?? [])],
    leaves: plan.leaves,
  };
}

function foreseen(
  { module, params, lookup, platform }: Subject,
  state: Json,
  outlook: Outlook,
): { readonly state: Json } | { readonly after: string } | { readonly failure: Failure } {
  if (outlook.kind === 'untouched') return { state };
  if (outlook.kind === 'unknown') return { after: outlook.after };
  try {
    const expected = module.foresee?.({ params, state, lookup, platform }, outlook.values);
    return expected === undefined ? { after: outlook.after } : { state: expected };
  } catch (error) {
    return { failure: thrownFailure(error, `${module.name}: its foresight failed`) };
  }
}

function wouldChange(attempt: Attempt, subject: Subject, planned: Planned): Outcome {
  const { input, plan } = planned;
  const { host, at, batch, task, ref, item } = attempt;
  batch.run.emit({
    type: 'host.task.planned',
    host: host.name,
    task: ref,
    ...(item === undefined ? {} : { item: item.label }),
    steps: plan.steps.map((step) => viewStep(step, task.noLog)),
  });
  at.predictions.record({ ...left(subject, planned), after: ref.name });
  // A task that only checks in a run that changes leaves nothing to take back.
  if (batch.run.options.check)
    host.journal.push(
      ...plan.steps.map((step) => ({
        at,
        as: subject.as,
        task: ref,
        module: subject.loaded,
        step,
        intent: '',
        undo: step.undo,
        timeout: undefined,
        noLog: task.noLog,
      })),
    );
  const told = { steps: plan.steps.map((step) => viewStep(step, false)), data: [], warnings: [] };
  if (plan.expected !== undefined)
    return finished(
      attempt,
      subject,
      { input: { ...input, state: plan.expected }, plan },
      statusOf(plan),
      told,
    );
  forgetFacts(attempt, subject, input.state);
  const partlyAfter = subject.module.result === undefined ? undefined : ref.name;
  return { status: statusOf(plan), result: {}, ...told, warnings: plan.warnings, partlyAfter };
}

function onlyAfter(attempt: Attempt, subject: Subject, after: string, state: Json | undefined): Outcome {
  forgetFacts(attempt, subject, state);
  leaveUnknown(attempt.host, attempt.at, subject.module, subject.touches, after);
  return unknown(after);
}

/** The module's facts are of a state that a run would have changed: whoever uses them learns that they are not known. */
function forgetFacts(
  { host, ref }: Attempt,
  { module, params, lookup, platform }: Subject,
  state: Json | undefined,
): void {
  if (module.facts === undefined || state === undefined) return;
  try {
    for (const name of Object.keys(module.facts({ params, state, lookup, platform })))
      host.unknown.set(name, { after: ref.name });
  } catch {
    host.unknownFactsAfter = ref.name;
  }
}
