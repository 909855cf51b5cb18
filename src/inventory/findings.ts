import type { GorunError } from '../errors/gorun-error.ts';
import { errorAt } from '../source/error-at.ts';
import type { Place } from '../source/file.ts';
import type { InventoryWarning } from './types.ts';

/** Takes in what reading an inventory finds wrong or doubtful; reading goes on, so that all is found at once. */
export class Findings {
  readonly problems: GorunError[] = [];
  readonly #warnings = new Map<string, InventoryWarning & { more: number }>();

  /** What is allowed but hardly meant. A fleet repeats itself: the same words in one file are told once. */
  get warnings(): readonly InventoryWarning[] {
    return [...this.#warnings.values()].map(({ more, message, ...rest }) => ({
      ...rest,
      message: more === 0 ? message : `${message} (and ${more} more in this file)`,
    }));
  }

  /** Takes in an error of the inventory's text. */
  problem(place: Place, message: string, fix?: string): void {
    this.problems.push(errorAt(place, 'inventory/syntax', message, fix));
  }

  warn(place: Place | undefined, message: string, fix: string): void {
    const key = `${place?.position.file}\0${message}`;
    const known = this.#warnings.get(key);
    if (known === undefined) this.#warnings.set(key, { place, message, fix, more: 0 });
    else known.more += 1;
  }
}
