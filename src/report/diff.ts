import type { StepView } from '../engine/events.ts';
import type { Json } from '../json.ts';
import type { Change } from '../module/contract.ts';
import type { Palette } from './colours.ts';
import { shown, shownJson, shownLines } from './shown.ts';

/** A value longer than this is cut in a diff. */
const longest = 400;

function plainText(value: Json): string {
  if (value === null) return '(none)';
  if (typeof value === 'string') return /^\S(?:.*\S)?$/s.test(value) ? shown(value) : shownJson(value);
  return shownJson(value);
}

function cut(text: string): string {
  return text.length <= longest
    ? text
    : `${text.slice(0, longest)}… (${text.length - longest} characters more)`;
}

/** What must be shown entry by entry: a list, or a text of several lines. */
function entries(value: Json): readonly string[] | undefined {
  if (Array.isArray(value)) return value.map(plainText);
  if (typeof value === 'string' && value.includes('\n')) return shownLines(value);
  return undefined;
}

/** Entries that a longest common subsequence keeps: `kept[i]` is true for those of `a`, likewise for `b`. */
function common(a: readonly string[], b: readonly string[]): readonly ['-' | '+' | ' ', string][] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (i: number, j: number): number => table[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = table[i];
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const marked: ['-' | '+' | ' ', string][] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      marked.push([' ', a[i++] ?? '']);
      j++;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1)))
      marked.push(['-', a[i++] ?? '']);
    else marked.push(['+', b[j++] ?? '']);
  }
  return marked;
}

function listLines(before: readonly string[], after: readonly string[], colours: Palette): string[] {
  // Quadratic in the entries: beyond this a diff helps nobody.
  if (before.length * after.length > 250_000)
    return [`${before.length} entries -> ${after.length} entries (too many to compare here)`];
  return common(before, after).map(([mark, text]) => {
    const line = `${mark} ${cut(text)}`;
    if (mark === '-') return colours.failed(line);
    return mark === '+' ? colours.ok(line) : colours.faint(line);
  });
}

/** The lines for one property: `version: 1.20.14 -> 1.21.13`, or entry by entry for lists and texts of several lines. */
export function changeLines(change: Change, colours: Palette): string[] {
  const name = shown(change.property);
  const before = entries(change.before);
  const after = entries(change.after);
  if (before || after) {
    const was = before ?? (change.before === null ? [] : [plainText(change.before)]);
    const becomes = after ?? (change.after === null ? [] : [plainText(change.after)]);
    return [`${name}:`, ...listLines(was, becomes, colours).map((line) => `  ${line}`)];
  }
  const was = colours.failed(cut(plainText(change.before)));
  return [`${name}: ${was} -> ${colours.ok(cut(plainText(change.after)))}`];
}

/** The lines of planned or applied steps, each title above its changes. */
export function stepLines(steps: readonly StepView[], colours: Palette): string[] {
  return steps.flatMap((step) => [
    shown(step.title),
    ...step.changes.flatMap((change) => changeLines(change, colours)).map((line) => `  ${line}`),
  ]);
}
