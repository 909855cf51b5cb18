import type { SourceFile } from '../file.ts';
import { PlainScalar } from './nodes.ts';
import { NotPlain } from './not-plain.ts';
import { coreValue } from './value.ts';

/** A scalar without quotes. Throws NotPlain for a number that cannot be kept. */
export function plainScalar(file: SourceFile, start: number, end: number): PlainScalar {
  const written = file.text.slice(start, end);
  const value = coreValue(written);
  if (value === undefined) throw new NotPlain();
  return new PlainScalar(file, [start, end], value, written, 'plain');
}

/** Where a quoted text that ends on its line ends, behind its quote. Throws NotPlain. */
export function quotedEnd(text: string, start: number, lineEnd: number): number {
  const quote = text.charCodeAt(start);
  for (let at = start + 1; at < lineEnd; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c && quote === 0x22) at++;
    else if (code !== quote) continue;
    else if (quote === 0x27 && text.charCodeAt(at + 1) === quote) at++;
    else return at + 1;
  }
  throw new NotPlain();
}

/** The text between quotes. Throws NotPlain for escapes that JSON does not have. */
export function quotedText(raw: string): string {
  const inside = raw.slice(1, -1);
  if (raw.startsWith("'")) return inside.replaceAll("''", "'");
  if (!inside.includes('\\')) return inside;
  if (/\\(?!["\\/bfnrt]|u[\da-fA-F]{4})/.test(inside.replaceAll('\\\\', ''))) throw new NotPlain();
  // Each of JSON's escapes means the same in YAML.
  const text: unknown = JSON.parse(raw);
  if (typeof text !== 'string') throw new NotPlain();
  return text;
}
