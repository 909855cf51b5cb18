import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../json.ts';
import type { Change } from './contract.ts';

/** One changed property of a step. */
export function change(property: string, before: Json, after: Json): Change {
  return { property, before, after };
}

/**
 * The properties of `wanted` that differ in `present` (a missing one counts as null), in the order of `wanted`.
 * Strings are compared exactly: a module that compares without case does so itself.
 */
export function changesTo(present: JsonObject, wanted: JsonObject): readonly Change[] {
  return Object.entries(wanted)
    .map(([property, after]) => change(property, present[property] ?? null, after))
    .filter(({ before, after }) => !isDeepStrictEqual(before, after));
}
