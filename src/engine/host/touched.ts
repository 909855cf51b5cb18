import type { ResourceId } from '../../module/contract.ts';
import { comparable, covers, isAllBelow } from '../../module/resources.ts';

/** What changes have touched, or will. */
export class Touched {
  #some = false;
  #anything = false;
  readonly #ids = new Set<string>();
  readonly #wide: string[] = [];

  /** Undefined: it may touch anything. */
  add(touches: readonly ResourceId[] | undefined): void {
    this.#some = true;
    if (touches === undefined) this.#anything = true;
    for (const id of touches ?? []) {
      const key = comparable(id);
      this.#ids.add(key);
      if (isAllBelow(key)) this.#wide.push(key);
    }
  }

  /** Nothing can be relied on any more. */
  get anything(): boolean {
    return this.#anything;
  }

  /** Whether what was read may be another now; undefined: it may depend on anything. */
  concerns(reads: readonly ResourceId[] | undefined): boolean {
    if (!this.#some) return false;
    if (this.#anything || reads === undefined) return true;
    return reads.some(
      (id) => this.#ids.has(comparable(id)) || this.#wide.some((folder) => covers(folder, id)),
    );
  }
}
