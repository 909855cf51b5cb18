import type { Failure } from '../engine/events.ts';
import type { Palette } from './colours.ts';
import { shownLines } from './shown.ts';

/** Lines of a message that are always shown; the rest with `-v`. */
const mostLines = 12;

/** A failure in lines: message, what to try, and its code to search for. */
export function failureLines(failure: Failure, colours: Palette, verbosity: number): string[] {
  const message = shownLines(failure.message);
  const kept = verbosity > 0 ? message : message.slice(0, mostLines);
  const hidden = message.length - kept.length;
  return [
    ...kept,
    ...(hidden > 0 ? [colours.faint(`… ${hidden} lines more with -v`)] : []),
    ...(failure.fix === undefined
      ? []
      : shownLines(failure.fix).map((line, index) => (index === 0 ? `fix: ${line}` : `     ${line}`))),
    colours.faint(failure.code),
  ];
}
