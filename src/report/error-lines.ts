import { isAbsolute, relative } from 'node:path';
import { namesSecret } from '../connection/variables/secrets.ts';
import { GorunError, GorunErrors } from '../errors/gorun-error.ts';
import type { Position } from '../position.ts';
import type { Palette } from './colours.ts';
import { count } from './host-list.ts';
import { shown, shownLines } from './shown.ts';
import { textWidth } from './text-width.ts';

/** A file of another kind has an error in every line; nobody reads thousands of them. */
const mostErrors = 30;
/** Characters shown of a line around the caret: JSON is often a single line. */
const [longestBefore, longestAfter] = [60, 60];

function place(position: Position, folder: string): string {
  const near = isAbsolute(position.file) ? relative(folder, position.file) : position.file;
  const file = near === '' || near.startsWith('..') ? position.file : near;
  return shown(`${file}:${position.line}:${position.column}`);
}

/** The line at a position, and below it a caret under the column. */
export function caretLines(sourceLine: string | undefined, position: Position, colours: Palette): string[] {
  if (sourceLine === undefined) return [];
  const number = String(position.line);
  const from = position.column - 1 > longestBefore ? position.column - 1 - longestBefore : 0;
  const cut = from > 0 ? '…' : '';
  const [line = ''] = shownLines(cut + sourceLine.slice(from, position.column + longestAfter));
  const [before = ''] = shownLines(cut + sourceLine.slice(from, position.column - 1));
  const bar = colours.faint('|');
  return [
    `  ${colours.faint(number)} ${bar} ${line}`,
    `  ${' '.repeat(number.length)} ${bar} ${' '.repeat(textWidth(before))}${colours.failed('^')}`,
  ];
}

/** One error: what is wrong, where, the line with a caret, what to try, and its code to search for. */
export function errorLines(error: GorunError, colours: Palette, folder: string): string[] {
  const [first = '', ...rest] = shownLines(error.message);
  const { position, sourceLine } = error;
  // A password may stand in the line; its place says enough.
  const line = sourceLine !== undefined && namesSecret(sourceLine) ? undefined : sourceLine;
  return [
    `${colours.failed('error:')} ${colours.strong(first)}`,
    ...rest.map((line) => `  ${line}`),
    ...(position ? [`  at ${place(position, folder)}`, ...caretLines(line, position, colours)] : []),
    ...shownLines(error.fix).map((line, index) => (index === 0 ? `  fix: ${line}` : `       ${line}`)),
    colours.faint(`  ${error.code}`),
  ];
}

/** Whatever ended a command, in lines; a stack only where `debug` asks for it. */
export function failureOfCommandLines(
  error: unknown,
  options: { readonly colours: Palette; readonly folder: string; readonly debug: boolean },
): string[] {
  const { colours, folder, debug } = options;
  const stack = debug && error instanceof Error ? stackLines(error) : [];
  if (error instanceof GorunErrors) {
    const told = error.errors.slice(0, mostErrors);
    const hidden = error.errors.length - told.length;
    const each = told.flatMap((one) => [...errorLines(one, colours, folder), '']);
    const total = count(error.errors.length, 'error');
    return [...each, hidden > 0 ? `${total}; the first ${told.length} are shown` : total, ...stack];
  }
  if (error instanceof GorunError) return [...errorLines(error, colours, folder), ...stack];
  const message = error instanceof Error ? error.message : String(error);
  return [
    `${colours.failed('internal error:')} ${shownLines(message).join('\n  ')}`,
    '  This is a defect of gorun. Run again with --debug and report what it prints.',
    ...stack,
  ];
}

function stackLines(error: Error): string[] {
  const own = shownLines(error.stack ?? error.message);
  return error.cause instanceof Error ? [...own, 'caused by:', ...stackLines(error.cause)] : own;
}
