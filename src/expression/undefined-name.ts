import type { GorunError } from '../errors/gorun-error.ts';
import { didYouMean } from '../errors/suggest.ts';
import { isJsonObject, type Json } from '../json.ts';
import { errorAt } from '../source/error-at.ts';
import type { Place } from '../source/file.ts';

/** Names shown of a mapping that lacks the one asked for. */
const mostShown = 8;

/** The error for a variable that nothing defines. */
export function undefinedName(place: Place, name: string, known: Iterable<string>): GorunError {
  const message = `"${name}" is not defined.${didYouMean(name, known)}`;
  return errorAt(place, 'expression/undefined-name', message);
}

/** The error for a key that a value does not have; `owner` is how the value is written, e.g. `go.path`. */
export function missingKey(place: Place, owner: string, key: string, value: Json | undefined): GorunError {
  const fix = `Correct the name, or allow for its absence: {{ default ${owner}.${key} "…" }}, in conditions has(${owner}.${key}).`;
  return errorAt(place, 'expression/undefined-name', `${lack(owner, key, value)}`, fix);
}

function lack(owner: string, key: string, value: Json | undefined): string {
  if (value === null) return `${owner} is null, so it has no "${key}".`;
  if (Array.isArray(value)) return `${owner} is a list of ${value.length}; it has no "${key}".`;
  if (!isJsonObject(value)) return `${owner} is a ${typeof value}; it has no "${key}".`;
  const keys = Object.keys(value);
  const some = keys.slice(0, mostShown).join(', ') + (keys.length > mostShown ? ', …' : '');
  const has = keys.length === 0 ? 'it is empty' : `it has ${some}`;
  return `${owner} has no "${key}"; ${has}.${didYouMean(key, keys)}`;
}
