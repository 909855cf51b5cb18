import type { Json, JsonObject } from '../../json.ts';
import type { ResourceId } from '../../module/contract.ts';
import { comparable, covers, isAllBelow } from '../../module/resources.ts';
import type { ScriptSource } from '../../worker/session.ts';

/** An answer older than this is asked for again: the host may have been changed by somebody else. */
export const freshForMs = 30_000;

/** What a host answered to a probe. */
export interface Answer {
  readonly value: Json;
  /** When it was asked for, milliseconds since 1970. */
  readonly asked: number;
  /** Undefined: it may depend on anything. */
  readonly reads: readonly ResourceId[] | undefined;
  /** It was asked for while this run held the host's lock. */
  readonly underLock: boolean;
}

/** Equal probes have equal keys: what is asked counts, not which task asks. */
export function probeKey(script: ScriptSource, args: JsonObject): string {
  return `${script.hash} ${JSON.stringify(args)}`;
}

/** The answers of one host that still hold. */
export class Answers {
  readonly #byKey = new Map<string, Answer>();

  get(key: string, now: number): Answer | undefined {
    const answer = this.#byKey.get(key);
    if (answer === undefined) return undefined;
    if (now - answer.asked <= freshForMs) return answer;
    this.#byKey.delete(key);
    return undefined;
  }

  put(key: string, answer: Answer): void {
    this.#byKey.set(key, answer);
  }

  /** Throws away what a change may have outdated; undefined: the change may have touched anything. */
  outdate(touches: readonly ResourceId[] | undefined): void {
    if (touches === undefined) {
      this.#byKey.clear();
      return;
    }
    const touched = new Set(touches.map(comparable));
    const wide = [...touched].filter(isAllBelow);
    const isTouched = (id: ResourceId) =>
      touched.has(comparable(id)) || wide.some((folder) => covers(folder, id));
    for (const [key, { reads }] of this.#byKey) {
      if (reads === undefined || reads.some(isTouched)) this.#byKey.delete(key);
    }
  }

  clear(): void {
    this.#byKey.clear();
  }
}
