import { GorunError } from '../../errors/gorun-error.ts';
import type { Json } from '../../json.ts';
import type { CallOutcome, HostCall } from '../../worker/session.ts';
import type { Failure } from '../events.ts';
import type { Answer } from '../host/answers.ts';
import type { HostLink } from '../host/host-link.ts';
import type { Attempt } from '../task/attempt.ts';
import { callFailure, failure } from '../task/failures.ts';
import { foreseeableProbes } from './speculation.ts';
import type { Subject } from './subject.ts';

/** The state of the host as a module sees it. */
export interface Probed {
  readonly state: Json;
  readonly underLock: boolean;
}

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
 * that can be foreseen (once per host and play).
 *
 * @param fresh An earlier answer will not do.
 */
export async function probe(
  attempt: Attempt,
  subject: Subject,
  link: HostLink,
  fresh: boolean,
): Promise<Probed | { readonly failure: Failure }> {
  const { host, at, task, batch } = attempt;
  const { clock, speculation } = batch.run.options;
  const known = fresh ? undefined : at.answers.get(subject.key, clock.now());
  if (known !== undefined) return parsed(subject, known);
  const others =
    speculation && at === host && !link.speculated ? await foreseeableProbes(attempt, subject.key, link) : [];
  if (at === host) link.speculated = true;
  const asked = clock.now();
  const underLock = link.locked;
  // After one that fails or hangs, those foreseen are not waited for: each is asked again where it is needed.
  const calls = [
    probeCall(subject, task.timeout),
    ...others.map(({ call }) => ({ ...call, needsPrevious: true })),
  ];
  const [own, ...rest] = await link.exchange(calls);
  if (speculation) {
    for (const [index, outcome] of rest.entries()) {
      const other = others[index]?.subject;
      if (outcome.ok && other) at.answers.put(other.key, answer(other, outcome.value, asked, underLock));
    }
  }
  return accept(attempt, subject, own, asked, underLock);
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
  const found = answer(subject, outcome.value, asked, underLock);
  if (batch.run.options.speculation) at.answers.put(subject.key, found);
  return parsed(subject, found);
}

function answer(subject: Subject, value: Json, asked: number, underLock: boolean): Answer {
  return { value, asked, reads: subject.reads, underLock };
}

function parsed({ module }: Subject, { value, underLock }: Answer): Probed | { readonly failure: Failure } {
  try {
    return { state: module.parseState === undefined ? value : module.parseState(value), underLock };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const code = error instanceof GorunError ? error.code : 'module/probe-failed';
    return { failure: failure(code, `${module.name}: the probe's answer is not understood: ${said}`) };
  }
}
