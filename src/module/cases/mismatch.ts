import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../json.ts';

/** Compares as JSON does: what is undefined is not there. Returns the words for a difference, or nothing. */
export function mismatch(what: string, expected: unknown, actual: unknown): readonly string[] {
  const [wanted, seen] = [plain(expected), plain(actual)];
  if (isDeepStrictEqual(wanted, seen)) return [];
  return [`${what}:\n  expected ${shown(wanted)}\n  but got  ${shown(seen)}`];
}

/** Says that a text does not hold a part that it should. */
export function missingPart(what: string, part: string, text: string): readonly string[] {
  return text.includes(part)
    ? []
    : [`${what}:\n  expected a text with ${JSON.stringify(part)}\n  but got  ${JSON.stringify(text)}`];
}

function plain(value: unknown): Json | undefined {
  const text: string | undefined = JSON.stringify(value);
  return text === undefined ? undefined : JSON.parse(text);
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value, null, 1).replaceAll(/\s*\n\s*/g, ' ');
}
