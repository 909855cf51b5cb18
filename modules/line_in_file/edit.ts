import { RE2JS } from 're2js';
import type { LineParams } from './params.ts';

/** A text as its lines; their ends are kept apart, so that what is not touched stays to the letter. */
interface Lines {
  readonly lines: readonly string[];
  /** That of the first line; `\n` where there is none. */
  readonly end: string;
  /** The last line has an end. */
  readonly closed: boolean;
}

/** A text with the line in it, or without it. Pure. Throws RE2JSException for a wrong expression. */
export function edited(text: string, params: LineParams): string {
  const given = split(text);
  const lines = params.state === 'absent' ? without(given.lines, params) : withLine(given.lines, params);
  return lines === given.lines ? text : joined(lines, given);
}

function split(text: string): Lines {
  const end = /\r\n|\n/.exec(text)?.[0] ?? '\n';
  const closed = text === '' || text.endsWith('\n');
  const parts = text.split('\n');
  if (closed) parts.pop();
  return { lines: parts, end, closed };
}

/** Line ends other than the usual one are part of their lines; new lines get the usual one. */
function joined(lines: readonly string[], { end, closed }: Lines): string {
  const carriage = end === '\r\n' ? '\r' : '';
  const text = lines
    .map((line) => (carriage !== '' && !line.endsWith('\r') ? `${line}${carriage}` : line))
    .join('\n');
  if (lines.length === 0) return '';
  return closed ? `${text}\n` : carriage === '' ? text : text.replace(/\r$/, '');
}

const bare = (line: string): string => line.replace(/\r$/, '');

function matcher(expression: string): (line: string) => boolean {
  const compiled = RE2JS.compile(expression);
  return (line) => compiled.matcher(bare(line)).find();
}

function without(lines: readonly string[], { regexp, line }: LineParams): readonly string[] {
  const matches = regexp === undefined ? (one: string) => bare(one) === line : matcher(regexp);
  const left = lines.filter((one) => !matches(one));
  return left.length === lines.length ? lines : left;
}

function withLine(lines: readonly string[], params: LineParams): readonly string[] {
  const line = params.line ?? '';
  const found = params.regexp === undefined ? -1 : lines.findLastIndex(matcher(params.regexp));
  if (found >= 0) return bare(lines[found] ?? '') === line ? lines : lines.with(found, line);
  if (lines.some((one) => bare(one) === line)) return lines;
  const at = placeOf(lines, params);
  return [...lines.slice(0, at), line, ...lines.slice(at)];
}

function placeOf(lines: readonly string[], { insertafter, insertbefore }: LineParams): number {
  if (insertbefore === 'BOF') return 0;
  if (insertbefore !== undefined) {
    const found = lines.findLastIndex(matcher(insertbefore));
    return found < 0 ? lines.length : found;
  }
  if (insertafter === undefined || insertafter === 'EOF') return lines.length;
  const found = lines.findLastIndex(matcher(insertafter));
  return found < 0 ? lines.length : found + 1;
}
