import { isJsonObject, type Json } from '../../json.ts';
import type { Taint } from '../types.ts';
import type { Frame } from './frame.ts';

/** A single character beside a secret is no part of it that says anything. */
const shortestPart = 2;

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
  const secrets = [...leaves].flatMap((text) => taint.split(text).secret);
  if (secrets.length === 0) return result;
  const made = new Set<string>();
  collect(result, made);
  for (const text of made) if (!leaves.has(text) && showsPart(taint.split(text), secrets)) taint.add(text);
  return result;
}

/** Whether a text that was made of secrets would show something of them once what is known as secret is masked in it. */
function showsPart({ secret, clear }: ReturnType<Taint['split']>, secrets: readonly string[]): boolean {
  if (secret.length === 0) return true;
  const parts = clear.map((part) => part.trim().toLowerCase()).filter((part) => part.length >= shortestPart);
  return parts.some((part) => secrets.some((whole) => whole.toLowerCase().includes(part)));
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
