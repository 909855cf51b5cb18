import type { CallOutcome, HostCall } from '../../worker/session.ts';
import { startedAt } from '../host/answers.ts';
import type { HostLink } from '../host/host-link.ts';
import type { Touched } from '../host/touched.ts';
import type { Planned } from '../host-module/planned.ts';
import { probeCall } from '../host-module/probe.ts';
import type { Subject } from '../host-module/subject.ts';
import { calledBy } from '../play/notify.ts';
import type { Attempt } from '../task/attempt.ts';
import type { Foreseen, Foresight } from './foresight.ts';
import { lookAhead } from './look-ahead.ts';
import { worthAsking } from './worth-asking.ts';

/** A foreseen probe, ready to go along with a request. */
export interface Companion extends Foreseen {
  readonly call: HostCall;
}

/** On which occasion probes may go along. */
export interface Occasion {
  /** What will be touched before the first of them is needed. */
  readonly touched: Touched;
  /** What the task is about to do, where that is known. */
  readonly planned?: Planned;
  /** The lock is taken in the same request. */
  readonly locking?: boolean;
}

const none: readonly Companion[] = [];

/**
 * The probes of later tasks that go along with a request of this one. The way ahead is looked at where it was not before,
 * or where more of it can be seen by now; not each time.
 */
export async function companions(
  attempt: Attempt,
  subject: Subject,
  link: HostLink,
  { touched, planned, locking = false }: Occasion,
): Promise<readonly Companion[]> {
  const { host, at, batch, number } = attempt;
  const { options, stopping } = batch.run;
  // A task that is tried again waits for something to change, which would outdate what is asked along.
  if (!options.speculation || at !== host || number > 1 || stopping.aborted) return none;
  if (host.foresight === undefined || host.foresight.stale || (planned && callsNew(attempt, host.foresight)))
    host.foresight = await lookAhead(attempt, subject.platform, planned && { subject, planned });
  const chosen = worthAsking(host.foresight.ahead, {
    answers: host.answers,
    now: options.clock.now(),
    underLock: link.locked || locking,
    touched,
    without: host.unanswered,
    own: subject,
  });
  // After one that fails or hangs, those behind it are not waited for: each is asked again where it is needed.
  return chosen.map((foreseen) => ({
    ...foreseen,
    call: { ...probeCall(foreseen.subject, undefined), needsPrevious: true },
  }));
}

/** Whether a task that is about to change something notifies a handler that will ask something, and was not foreseen to run. */
function callsNew({ batch, host, task }: Attempt, foresight: Foresight): boolean {
  if (task.notify.length === 0) return false;
  const { hit } = calledBy(batch, host, batch.magic(host), task);
  const { modules } = batch.run.options;
  return [...hit].some(
    (handler) =>
      !foresight.expects(handler.id) &&
      (handler.kind === 'include' || modules.get(handler.module)?.definition.kind === 'host'),
  );
}

/** The request that they went along with. */
export interface Request {
  /** When it was sent. */
  readonly sent: number;
  /** What was answered to the calls in front of them. */
  readonly before: readonly (CallOutcome | undefined)[];
  readonly underLock: boolean;
}

/** Keeps what was answered to them. */
export function keep(
  { host, batch }: Attempt,
  asked: readonly Companion[],
  outcomes: readonly (CallOutcome | undefined)[],
  { sent, before, underLock }: Request,
): void {
  const now = batch.run.options.clock.now();
  for (const [index, { subject }] of asked.entries()) {
    const outcome = outcomes[index];
    if (outcome === undefined) continue;
    if (outcome.ok) {
      const since = startedAt(sent, [...before, ...outcomes.slice(0, index)], now);
      const { key, reads } = subject;
      host.answers.put(key, { value: outcome.value, asked: since, reads, underLock, ahead: true });
      host.figures.wasted += 1;
    } else if (outcome.error.kind !== 'skipped') host.unanswered.add(subject.key);
  }
}
