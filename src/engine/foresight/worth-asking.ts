import { becomeKey } from '../../connection/become/become-user.ts';
import type { Answers } from '../host/answers.ts';
import type { Touched } from '../host/touched.ts';
import type { Subject } from '../host-module/subject.ts';
import type { Foreseen } from './foresight.ts';
import { intentionOf } from './intention.ts';

/** A request is one line of JSON on the host: not more than so many probes go along, nor are foreseen at a time. */
export const mostProbes = 500;

/** What is known when it is decided which probes go along. */
export interface Knowledge {
  readonly answers: Answers;
  readonly now: number;
  /** Who would change something needs an answer from under the lock. */
  readonly underLock: boolean;
  /** What will be touched before the first of them is needed. */
  readonly touched: Touched;
  /** The probe that is asked for anyway. */
  readonly own: Subject;
  /** Keys of those that had better not be asked ahead of their turn. */
  readonly without: ReadonlySet<string>;
}

/**
 * Of the foreseen probes those that are worth asking for now: their answers are not there, and will still hold when their
 * task comes. What an expected change on the way will outdate is asked for behind that change.
 */
export function worthAsking(
  ahead: readonly Foreseen[],
  { answers, now, underLock, touched, own, without }: Knowledge,
): readonly Foreseen[] {
  const chosen = new Map<string, Foreseen>();
  const who = accountOf(own);
  for (const foreseen of ahead) {
    if (chosen.size >= mostProbes) break;
    const { key, reads } = foreseen.subject;
    const known = answers.get(key, now);
    const would = intentionOf(foreseen, known ?? answers.last(key));
    const missing = known === undefined || (underLock && would.changes && !known.underLock);
    const fits = key !== own.key && accountOf(foreseen.subject) === who && !without.has(key);
    if (missing && fits && !touched.concerns(reads)) chosen.set(key, foreseen);
    if (foreseen.certain && would.acts !== undefined) touched.add(would.acts.touches);
  }
  return [...chosen.values()];
}

/** What another account of the host is to answer cannot travel with what this one does. */
const accountOf = ({ as }: Subject): string | undefined => as && becomeKey(as);
