import { comparisonHelpers } from './comparison.ts';
import type { Helper } from './declaration.ts';
import { textHelpers } from './text.ts';
import { valueHelpers } from './value.ts';

/** Every helper of templates by name. The reference is made from it. */
export const helpers: ReadonlyMap<string, Helper> = new Map(
  Object.entries({ ...valueHelpers, ...textHelpers, ...comparisonHelpers }),
);
