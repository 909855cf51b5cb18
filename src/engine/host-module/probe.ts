import type { CallOutcome, HostCall } from '../../worker/session.ts';
import type { Failure } from '../events.ts';
import { companions, keep } from '../foresight/companions.ts';
import type { Answer } from '../host/answers.ts';
import type { HostLink } from '../host/host-link.ts';
import { StateFolder } from '../host/state-folder.ts';
import { Touched } from '../host/touched.ts';
import { type Attempt, isCheck } from '../task/attempt.ts';
import { callFailure, failure } from '../task/failures.ts';
import { type Probed, parsed } from './parsed.ts';
import type { Subject } from './subject.ts';

/** Seconds. A probe only reads; the longest ones compute the checksum of an installer. */
const probeLimit = 60;

/** The call that asks for the state. */
export function probeCall(subject: Subject, timeout: number | undefined): HostCall {
  return {
    script: subject.script,
    fn: 'Probe',
    args: subject.probeArgs,
    timeout: timeout ?? probeLimit,
    ...(subject.environment === undefined ? {} : { environment: subject.environment }),
  };
}

/**
 * The state of the host: from an answer that still holds, or asked for, then together with all other probes of the play
 * that can be foreseen and are not answered yet.
 *
 * @param fresh An earlier answer will not do.
 */
export async function probe(
  attempt: Attempt,
  subject: Subject,
  link: HostLink,
  fresh: boolean,
): Promise<Probed | { readonly failure: Failure }> {
  const { at, task, batch } = attempt;
  const { clock } = batch.run.options;
  const known = fresh ? undefined : at.answers.get(subject.key, clock.now());
  if (known !== undefined) {
    at.figures.hits += 1;
    if (known.ahead) at.figures.wasted -= 1;
    known.ahead = false;
    return parsed(subject, known);
  }
  if (!fresh) at.figures.misses += 1;
  const others = await companions(attempt, subject, link, { touched: new Touched() });
  const sent = clock.now();
  const underLock = link.locked;
  const own = probeCall(subject, task.timeout);
  // A run would take the lock before its first change: check mode asks along whether it could.
  const asksState = isCheck(attempt) && subject.platform === 'posix' && link.stateFolder.isOpen;
  const outcomes = await link.exchange([
    own,
    ...others.map(({ call }) => call),
    ...(asksState ? [StateFolder.call] : []),
  ]);
  if (asksState) link.stateFolder.told(outcomes[1 + others.length]);
  keep(attempt, others, outcomes.slice(1), { sent, before: outcomes.slice(0, 1), underLock });
  return accept(attempt, subject, outcomes[0], sent, underLock);
}

/** Takes the outcome of a probe, and keeps it for equal probes of later tasks. */
export function accept(
  { at, batch }: Attempt,
  subject: Subject,
  outcome: CallOutcome | undefined,
  asked: number,
  underLock: boolean,
): Probed | { readonly failure: Failure } {
  if (outcome === undefined)
    return { failure: failure('worker/protocol', 'the worker left a probe unanswered') };
  if (!outcome.ok) return { failure: callFailure(outcome.error, 'module/probe-failed') };
  const found: Answer = { value: outcome.value, asked, reads: subject.reads, underLock };
  if (batch.run.options.speculation) at.answers.put(subject.key, found);
  return parsed(subject, found);
}
