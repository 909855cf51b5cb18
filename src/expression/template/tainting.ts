import { isJsonObject, type Json } from '../../json.ts';
import type { Frame } from './frame.ts';

/**
 * Calls a helper. What it makes of a secret (a hash, a part, another order of its characters) is a secret too: it is made known
 * before anybody can show it. What it only picks out of a value that also holds a secret is none.
 */
export function tainting(frame: Frame, run: (frame: Frame) => Json): Json {
  const { taint } = frame.scope;
  if (taint === undefined || taint.isEmpty) return run(frame);
  const given: Json[] = [];
  const result = run({ ...frame, given });
  const leaves = new Set<string>();
  for (const value of given) collect(value, leaves);
  if (![...leaves].some((text) => taint.holdsSecret(text))) return result;
  const made = new Set<string>();
  collect(result, made);
  for (const text of made) if (!leaves.has(text) && !taint.holdsSecret(text)) taint.add(text);
  return result;
}

/** The texts in a value; those that are only worked out when asked for (hostvars) are left alone. */
function collect(value: Json, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (Array.isArray(value)) for (const item of value) collect(item, into);
  else if (isJsonObject(value)) {
    for (const { value: item } of Object.values(Object.getOwnPropertyDescriptors(value))) {
      if (item !== undefined) collect(item, into);
    }
  }
}
