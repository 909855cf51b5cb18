import type { ResourceId } from '../../module/contract.ts';
import { comparable, covers, isAllBelow } from '../../module/resources.ts';

/** What changes have touched, or will. */
export class Touched {
  #some = false;
  #anything = false;
  readonly #ids = new Set<string>();
  readonly #wide: string[] = [];
  /** Environment variables, as they stand in a path of Windows. */
  readonly #variables: string[] = [];

  /** Undefined: it may touch anything. */
  add(touches: readonly ResourceId[] | undefined): void {
    this.#some = true;
    if (touches === undefined) this.#anything = true;
    for (const id of touches ?? []) {
      const key = comparable(id);
      this.#ids.add(key);
      if (isAllBelow(key)) this.#wide.push(key);
      const variable = /^env:\w+:(.+)$/.exec(key)?.[1];
      if (variable !== undefined) this.#variables.push(`%${variable}%`);
    }
  }

  /** Whether what was read may be another now; undefined: it may depend on anything. */
  concerns(reads: readonly ResourceId[] | undefined): boolean {
    if (!this.#some) return false;
    if (reads === undefined) return true;
    // What looks at nothing says the same for ever.
    if (this.#anything) return reads.length > 0;
    return reads.some((id) => this.#has(id));
  }

  #has(id: ResourceId): boolean {
    const key = comparable(id);
    if (this.#ids.has(key) || this.#wide.some((folder) => covers(folder, key))) return true;
    if (isAllBelow(key)) for (const touched of this.#ids) if (covers(key, touched)) return true;
    return this.#variables.some((variable) => key.includes(variable));
  }
}
