import type { Json, JsonObject } from '../../json.ts';
import type { ResourceId } from '../../module/contract.ts';
import type { CallOutcome, ScriptSource } from '../../worker/session.ts';
import { Touched } from './touched.ts';

/** An answer older than this is asked for again: the host may have been changed by somebody else. */
export const freshForMs = 30_000;

/** What a host answered to a probe. */
export interface Answer {
  readonly value: Json;
  /** When it was asked for at the earliest, milliseconds since 1970. */
  readonly asked: number;
  /** Undefined: it may depend on anything. */
  readonly reads: readonly ResourceId[] | undefined;
  /** It was asked for while this run held the host's lock. */
  readonly underLock: boolean;
  /** It was asked for ahead of its task, and no task has used it yet. */
  ahead?: boolean;
}

/**
 * When a call began on the host at the earliest: what runs in front of it in the same request may take minutes.
 *
 * @param sent When the request was sent, milliseconds since 1970.
 */
export function startedAt(sent: number, before: readonly (CallOutcome | undefined)[], now: number): number {
  return Math.min(
    now,
    before.reduce((at, outcome) => at + (outcome?.ms ?? 0), sent),
  );
}

/** Equal probes have equal keys: what is asked counts, and on whose behalf, not which task asks. */
export function probeKey(script: ScriptSource, args: JsonObject): string {
  return `${script.hash} ${JSON.stringify(args)}`;
}

/** The answers of one host that still hold; of others, what they were. */
export class Answers {
  readonly #byKey = new Map<string, Answer>();
  readonly #former = new Map<string, Answer>();

  get(key: string, now: number): Answer | undefined {
    const answer = this.#byKey.get(key);
    if (answer === undefined || now - answer.asked <= freshForMs) return answer;
    this.#retire(key, answer);
    return undefined;
  }

  /** The newest, whether it still holds or not: good for a guess only. */
  last(key: string): Answer | undefined {
    return this.#byKey.get(key) ?? this.#former.get(key);
  }

  put(key: string, answer: Answer): void {
    this.#byKey.set(key, answer);
  }

  /** Throws away what a change may have outdated; undefined: the change may have touched anything. */
  outdate(touches: readonly ResourceId[] | undefined): void {
    const touched = new Touched();
    touched.add(touches);
    for (const [key, answer] of this.#byKey) if (touched.concerns(answer.reads)) this.#retire(key, answer);
  }

  clear(): void {
    this.#byKey.clear();
    this.#former.clear();
  }

  #retire(key: string, answer: Answer): void {
    this.#byKey.delete(key);
    this.#former.set(key, answer);
  }
}
