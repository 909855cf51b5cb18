import type { Failure } from '../engine/events.ts';
import { isJsonObject } from '../json.ts';
import type { Palette } from './colours.ts';
import { caretLines } from './error-lines.ts';
import { shown, shownLines } from './shown.ts';

/** Lines of a message that are always shown; the rest with `-v`. */
const mostLines = 12;

/** A failure in lines: message, what to try, and its code to search for. */
export function failureLines(failure: Failure, colours: Palette, verbosity: number): string[] {
  const message = shownLines(failure.message);
  const kept = verbosity > 0 ? message : message.slice(0, mostLines);
  const hidden = message.length - kept.length;
  return [
    ...kept,
    ...placeLines(failure, colours),
    ...(hidden > 0 ? [colours.faint(`… ${hidden} lines more with -v`)] : []),
    ...(failure.fix === undefined
      ? []
      : shownLines(failure.fix).map((line, index) => (index === 0 ? `fix: ${line}` : `     ${line}`))),
    colours.faint(failure.code),
  ];
}

/** Where in the playbook it is, for what only the run could find out. */
function placeLines({ detail }: Failure, colours: Palette): string[] {
  const { position, sourceLine } = detail ?? {};
  if (!isJsonObject(position)) return [];
  const { file, line, column } = position;
  if (typeof file !== 'string' || file === '' || typeof line !== 'number' || typeof column !== 'number')
    return [];
  const text = typeof sourceLine === 'string' ? sourceLine : undefined;
  return [`at ${shown(file)}:${line}:${column}`, ...caretLines(text, { file, line, column }, colours)];
}
