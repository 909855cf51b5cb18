import { SourceFile } from '../file.ts';
import { deepest } from '../limits.ts';
import type { MapEntry, SourceNode } from '../node.ts';
import { FlowReader } from './flow.ts';
import { PlainEntry, PlainList, PlainMap, PlainScalar } from './nodes.ts';
import { NotPlain } from './not-plain.ts';
import { plainScalar, quotedEnd, quotedText } from './scalars.ts';

/** What may not begin a scalar without quotes, or begins what is not plain. */
const indicators = new Set([...'-?:,[]{}#&*!|>\'"%@`']);
/** Beyond this YAML takes no key without `?`. */
const longestKey = 1000;

/**
 * Reads the plain part of YAML that large files are made of: mappings and lists in block form, scalars and short `[]`, `{}` on one
 * line. Four times as fast as the real parser, in a fifth of its memory.
 *
 * @returns What `parseYaml` returns for the same text; undefined where anything else stands in it, or is wrong: then the real
 *   parser is to be asked, which says what.
 */
export function readPlainYaml(text: string, path: string): SourceNode | undefined {
  const start = text.startsWith('---\n') ? 4 : 0;
  // Tabs, other line ends, control characters, further documents and directives are for the real parser.
  if (/[\x00-\x09\x0b-\x1f\x7f\u0085\u2028\u2029\ufeff]|^(?:---|\.\.\.|%)/m.test(text.slice(start)))
    return undefined;
  try {
    return new PlainReader(new SourceFile(path, text), start).root();
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

/** Goes from line to line; `#at` stands at the first character of a line that has one, `#indent` is its column. */
class PlainReader {
  readonly #file: SourceFile;
  readonly #text: string;
  #at: number;
  #indent = 0;

  constructor(file: SourceFile, start: number) {
    this.#file = file;
    this.#text = file.text;
    this.#at = start;
  }

  root(): SourceNode {
    this.#nextLine(this.#at);
    if (this.#indent < 0) throw new NotPlain();
    const node = this.#block(0);
    if (this.#indent >= 0) throw new NotPlain();
    return node;
  }

  #block(depth: number): SourceNode {
    if (depth >= deepest) throw new NotPlain();
    return this.#isItem(this.#at) ? this.#list(this.#indent, depth) : this.#map(this.#indent, depth);
  }

  #map(indent: number, depth: number): SourceNode {
    const start = this.#at;
    const entries: MapEntry[] = [];
    let seen: Set<string> | undefined;
    while (this.#indent === indent && !this.#isItem(this.#at)) {
      const keyAt = this.#at;
      const key = this.#key();
      if (entries.length === 8) seen = new Set(entries.map((entry) => entry.key));
      if (seen === undefined ? entries.some((entry) => entry.key === key) : seen.has(key))
        throw new NotPlain();
      seen?.add(key);
      entries.push(new PlainEntry(this.#file, keyAt, key, this.#value(indent, depth)));
    }
    if (this.#indent > indent || entries.length === 0) throw new NotPlain();
    return new PlainMap(this.#file, start, entries);
  }

  #list(indent: number, depth: number): SourceNode {
    const start = this.#at;
    const items: SourceNode[] = [];
    while (this.#indent === indent && this.#isItem(this.#at)) {
      const dash = this.#at;
      this.#at++;
      items.push(this.#item(dash, indent, depth));
    }
    if (this.#indent > indent) throw new NotPlain();
    return new PlainList(this.#file, start, items);
  }

  /** What stands behind `- `: a mapping may begin on the same line. */
  #item(dash: number, indent: number, depth: number): SourceNode {
    let at = dash + 1;
    while (this.#text.charCodeAt(at) === 0x20) at++;
    if (this.#isItem(at)) throw new NotPlain();
    if (!this.#beginsMap(at)) return this.#value(indent, depth, false);
    this.#at = at;
    this.#indent = indent + at - dash;
    return this.#map(this.#indent, depth + 1);
  }

  #beginsMap(at: number): boolean {
    const end = this.#lineEnd(at);
    const char = this.#text[at] ?? '';
    if (char === '"' || char === "'") return this.#text[quotedEnd(this.#text, at, end)] === ':';
    return !/[[{#]/.test(char) && /^[^#\n]*?:(?: |$)/.test(this.#text.slice(at, end));
  }

  /** Reads a key up to and with its colon. */
  #key(): string {
    const start = this.#at;
    const end = this.#lineEnd(start);
    const char = this.#text[start] ?? '';
    if (char === '"' || char === "'") {
      const close = quotedEnd(this.#text, start, end);
      if (this.#text[close] !== ':') throw new NotPlain();
      this.#at = close + 1;
      this.#endsKey();
      return quotedText(this.#text.slice(start, close));
    }
    if (indicators.has(char)) throw new NotPlain();
    let colon = this.#text.indexOf(':', start);
    while (colon !== -1 && colon < end && !this.#isBlank(colon + 1))
      colon = this.#text.indexOf(':', colon + 1);
    if (colon === -1 || colon >= end || colon - start > longestKey) throw new NotPlain();
    this.#at = colon + 1;
    const key = withoutBlanks(this.#text.slice(start, colon));
    if (key === '<<' || key.includes(' #') || /^(?:~|[Nn]ull|NULL)$/.test(key)) throw new NotPlain();
    return key;
  }

  #endsKey(): void {
    if (!this.#isBlank(this.#at)) throw new NotPlain();
  }

  /** The value behind a colon or dash, on its line or in the lines below, and on to the next line. */
  #value(indent: number, depth: number, mayHoldList = true): SourceNode {
    const end = this.#lineEnd(this.#at);
    let at = this.#at;
    while (at < end && this.#text.charCodeAt(at) === 0x20) at++;
    if (at >= end || (this.#text[at] === '#' && at > this.#at))
      return this.#below(indent, depth, mayHoldList);
    const node = this.#scalarOrFlow(at, end);
    this.#nextLine(end);
    // A line further in goes on with this value.
    if (this.#indent > indent) throw new NotPlain();
    return node;
  }

  #below(indent: number, depth: number, mayHoldList: boolean): SourceNode {
    const empty = this.#at;
    this.#nextLine(this.#lineEnd(this.#at));
    const isList = mayHoldList && this.#indent === indent && this.#isItem(this.#at);
    if (this.#indent > indent || isList) return this.#block(depth + 1);
    return new PlainScalar(this.#file, [empty, empty], null, '', 'plain');
  }

  #scalarOrFlow(at: number, end: number): SourceNode {
    const char = this.#text[at] ?? '';
    if (char === '"' || char === "'") {
      const close = quotedEnd(this.#text, at, end);
      this.#endsLine(close, end);
      const value = quotedText(this.#text.slice(at, close));
      return new PlainScalar(this.#file, [at, close], value, value, char === '"' ? 'double' : 'single');
    }
    if (char === '[' || char === '{') {
      const flow = new FlowReader(this.#file, at, end);
      const node = flow.value(0);
      this.#endsLine(flow.at, end);
      return node;
    }
    if (indicators.has(char) && (char !== '-' || this.#isBlank(at + 1))) throw new NotPlain();
    // Only in the line: a search that goes on to the end of the file, for each line, would take for ever.
    const line = this.#text.slice(at, end);
    const comment = line.indexOf(' #');
    const written = withoutBlanks(comment === -1 ? line : line.slice(0, comment));
    if (written.includes(': ') || written.endsWith(':')) throw new NotPlain();
    return plainScalar(this.#file, at, at + written.length);
  }

  /** Behind a quoted value or a flow there may only be a comment. */
  #endsLine(at: number, end: number): void {
    if (!/^(?: *| +#.*)$/.test(this.#text.slice(at, end))) throw new NotPlain();
  }

  #isItem(at: number): boolean {
    return this.#text.charCodeAt(at) === 0x2d && this.#isBlank(at + 1);
  }

  #isBlank(at: number): boolean {
    const code = this.#text.charCodeAt(at);
    return code === 0x20 || code === 0x0a || Number.isNaN(code);
  }

  #lineEnd(at: number): number {
    const end = this.#text.indexOf('\n', at);
    return end === -1 ? this.#text.length : end;
  }

  /** Goes to the next line that has more than blanks and a comment; `#indent` is -1 at the end. */
  #nextLine(from: number): void {
    let line = from === 0 || this.#text.charCodeAt(from - 1) === 0x0a ? from : from + 1;
    while (line < this.#text.length) {
      let at = line;
      while (this.#text.charCodeAt(at) === 0x20) at++;
      const code = this.#text.charCodeAt(at);
      if (code !== 0x0a && code !== 0x23 && at < this.#text.length) {
        this.#at = at;
        this.#indent = at - line;
        return;
      }
      line = this.#lineEnd(at) + 1;
    }
    this.#at = this.#text.length;
    this.#indent = -1;
  }
}

/** Without spaces at the end; unlike trimEnd, which takes away what YAML keeps, as a non-breaking space. */
function withoutBlanks(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === 0x20) end--;
  return text.slice(0, end);
}
