import type { Place } from '../source/file.ts';

/** A variable that an expression reads: its name and where it stands. */
export interface NameUse {
  readonly name: string;
  readonly place: Place;
  /** It may be missing: `default`, `defined`, or a block's own names. */
  readonly optional: boolean;
}

/** The names, each once. */
export function rootsOf(uses: readonly NameUse[]): readonly string[] {
  return [...new Set(uses.map((use) => use.name))];
}
