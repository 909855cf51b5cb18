import type { Json } from '../../../json.ts';
import { HelperProblem, kindOf } from './declaration.ts';

/** The order of two numbers or two texts (by their characters' codes). Throws HelperProblem. */
export function order(a: Json, b: Json): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b);
  throw new HelperProblem(`two numbers or two texts can be compared, not ${kindOf(a)} and ${kindOf(b)}`);
}

/** The same text for values that are the same, whatever the order of their keys. */
export function sameness(value: Json): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
