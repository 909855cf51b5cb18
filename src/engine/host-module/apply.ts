import type { JsonObject } from '../../json.ts';
import type { Step } from '../../module/contract.ts';
import type { Intent } from '../../worker/protocol.ts';
import type { CallOutcome, HostCall } from '../../worker/session.ts';
import type { Failure } from '../events.ts';
import { companions, keep } from '../foresight/companions.ts';
import { startedAt } from '../host/answers.ts';
import type { HostLink } from '../host/host-link.ts';
import type { AppliedStep } from '../host/journal.ts';
import { Touched } from '../host/touched.ts';
import { type Attempt, intentId } from '../task/attempt.ts';
import { callFailure } from '../task/failures.ts';
import { viewStep } from '../task/step-view.ts';
import { Interrupted } from '../task/stops.ts';
import { touchesOf } from './act-touches.ts';
import { controllerStep } from './controller-step.ts';
import type { Planned } from './planned.ts';
import { probeCall } from './probe.ts';
import { type NumberedStep, segmentsOf } from './segments.ts';
import { parseStepOutcome, undoWith } from './step-outcome.ts';
import type { Subject } from './subject.ts';

/** What came of the steps of a plan. */
export interface Applied {
  /** What the applied steps told, in order. */
  readonly data: JsonObject[];
  readonly warnings: string[];
  failure?: Failure;
  /** The connection broke and nobody knows what became of a step: only a probe can tell. */
  unsettled?: Failure;
  /** The verifying probe that travelled with the last steps, and when it was asked at the earliest. */
  after?: { readonly outcome: CallOutcome; readonly asked: number };
}

/** A step on its way. */
export interface Sent extends NumberedStep {
  readonly intent: string;
}

/**
 * Applies the steps in order until one fails. Steps that follow each other on the host travel in one request, the
 * verifying probe with the last of them, and behind it those of later tasks that these steps outdate. Each step is in the
 * host's journal from the moment it is sent.
 */
export async function applySteps(
  attempt: Attempt,
  subject: Subject,
  planned: Planned,
  link: HostLink,
): Promise<Applied> {
  const { steps } = planned.plan;
  const applied: Applied = { data: [], warnings: [] };
  const segments = segmentsOf(steps);
  for (const [index, segment] of segments.entries()) {
    const sent = segment.steps.map((numbered) => ({ ...numbered, intent: intentId(attempt, numbered.n) }));
    for (const { step, intent } of sent)
      attempt.batch.run.emit({
        type: 'host.step.intended',
        host: attempt.host.name,
        task: attempt.ref,
        step: viewStep(step, attempt.task.noLog),
        intent,
      });
    const last = index === segments.length - 1;
    if (segment.where === 'host') await hostSteps(attempt, subject, link, { sent, planned, last }, applied);
    else {
      await controllerStep(attempt, subject, link, sent, applied);
      outdate(attempt, subject, planned);
    }
    if (applied.failure !== undefined || applied.unsettled !== undefined) break;
  }
  return applied;
}

/** What was answered while steps ran may be from before them: a task of another host may be at work here, too. */
function outdate({ at }: Attempt, subject: Subject, { plan }: Planned): void {
  at.answers.outdate(touchesOf(subject, plan));
}

async function hostSteps(
  attempt: Attempt,
  subject: Subject,
  link: HostLink,
  {
    sent,
    planned,
    last,
  }: { readonly sent: readonly Sent[]; readonly planned: Planned; readonly last: boolean },
  applied: Applied,
): Promise<void> {
  const { host, batch, task, ref } = attempt;
  const calls = sent.map((one, index) => applyCall(attempt, subject, one, index > 0));
  const verify = last && subject.module.verify !== 'none';
  if (verify) calls.push({ ...probeCall(subject, task.timeout), needsPrevious: true });
  const own = calls.length;
  // What these steps touch is outdated already.
  const others = last ? await companions(attempt, subject, link, { touched: new Touched(), planned }) : [];
  calls.push(...others.map(({ call }) => call));
  const { journal } = host;
  const before = journal.length;
  journal.push(...sent.map((one) => entry(attempt, subject, one, {})));
  const { clock } = batch.run.options;
  const request = clock.now();
  let outcomes: readonly CallOutcome[];
  try {
    outcomes = await link.exchange(calls, (_call, news) => {
      if (!task.noLog) batch.run.emit({ type: 'host.task.progress', host: host.name, task: ref, news });
    });
  } catch (error) {
    throw error instanceof Interrupted ? new Interrupted(true) : error;
  }
  journal.length = before;
  outdate(attempt, subject, planned);
  for (const [index, one] of sent.entries()) {
    const outcome = outcomes[index] ?? unanswered;
    if (!outcome.ok && outcome.error.kind === 'skipped') continue;
    recordStep(attempt, subject, one, outcome, applied);
  }
  const after = outcomes[sent.length];
  const asked = startedAt(request, outcomes.slice(0, sent.length), clock.now());
  if (verify && after !== undefined) applied.after = { outcome: after, asked };
  keep(attempt, others, outcomes.slice(own), {
    sent: request,
    before: outcomes.slice(0, own),
    underLock: link.locked,
  });
}

const unanswered: CallOutcome = {
  ok: false,
  error: { kind: 'protocol', message: 'the worker left a step unanswered' },
  ms: 0,
};

function applyCall(attempt: Attempt, subject: Subject, { step, intent }: Sent, follows: boolean): HostCall {
  const timeout = attempt.task.timeout ?? step.timeout;
  return {
    script: subject.script,
    fn: 'Apply',
    args: { action: step.action, args: step.args },
    ...(timeout === undefined ? {} : { timeout }),
    ...(follows ? { needsPrevious: true } : {}),
    ...(subject.environment === undefined ? {} : { environment: subject.environment }),
    ...(step.effect === 'none' ? {} : { intent: intentOf(attempt, step, intent) }),
  };
}

function intentOf({ batch, task }: Attempt, step: Step, id: string): Intent {
  const { secrets } = batch.run.options;
  const secret = task.noLog || (!secrets.isEmpty && secrets.holdsSecret(JSON.stringify(step.args)));
  return {
    id,
    run: batch.run.options.run,
    task: task.id,
    // It is written on the host.
    title: task.noLog ? 'hidden by no_log' : secrets.text(step.title),
    ...(secret ? { secret } : {}),
    ...(step.undo === undefined || task.noLog
      ? {}
      : { undo: secrets.value({ action: step.undo.action, args: step.undo.args }) }),
  };
}

/** Writes the outcome of a step into the journal and tells of it. */
export function recordStep(
  attempt: Attempt,
  subject: Subject,
  sent: Sent,
  outcome: CallOutcome,
  applied: Applied,
): void {
  const { host, batch, task, ref } = attempt;
  const told = parseStepOutcome(outcome);
  host.journal.push(entry(attempt, subject, sent, told.undo ?? {}));
  let failed: Failure | undefined;
  if (outcome.ok) {
    applied.data.push(told.data ?? {});
    applied.warnings.push(...(told.warnings ?? []));
  } else {
    failed = callFailure(outcome.error, 'module/apply-failed');
    if (failed.code === 'worker/unsettled') applied.unsettled ??= failed;
    else applied.failure ??= failed;
  }
  batch.run.emit({
    type: 'host.step.applied',
    host: host.name,
    task: ref,
    step: viewStep(sent.step, task.noLog),
    intent: sent.intent,
    ok: outcome.ok,
    ms: outcome.ms,
    ...(failed === undefined ? {} : { failure: task.noLog ? hidden(failed) : failed }),
  });
}

function hidden({ code }: Failure): Failure {
  return { code, message: 'hidden by no_log' };
}

function entry(
  { at, ref, task }: Attempt,
  { loaded, as }: Subject,
  { step, intent }: Sent,
  captured: JsonObject,
): AppliedStep {
  return {
    at,
    as,
    task: ref,
    module: loaded,
    step,
    intent,
    undo: undoWith(step.undo, captured),
    timeout: task.timeout ?? step.timeout,
    noLog: task.noLog,
  };
}
