import type { SourceFile } from '../file.ts';
import type { MapEntry, SourceNode } from '../node.ts';
import { PlainEntry, PlainList, PlainMap, PlainScalar } from './nodes.ts';
import { NotPlain } from './not-plain.ts';
import { plainScalar, quotedEnd, quotedText } from './scalars.ts';

/** Reads a `[list]` or `{mapping: of scalars}` that ends on its line. Throws NotPlain. */
export class FlowReader {
  readonly #file: SourceFile;
  readonly #text: string;
  readonly #end: number;
  at: number;

  /** @param end Offset of the end of the line */
  constructor(file: SourceFile, at: number, end: number) {
    this.#file = file;
    this.#text = file.text;
    this.at = at;
    this.#end = end;
  }

  value(depth: number): SourceNode {
    if (depth > 20) throw new NotPlain();
    const char = this.#text[this.at];
    if (char === '[') return this.#list(depth);
    if (char === '{') return this.#map(depth);
    return this.#scalar();
  }

  #list(depth: number): SourceNode {
    const start = this.at++;
    const items: SourceNode[] = [];
    for (;;) {
      this.#spaces();
      if (this.#eat(']')) return new PlainList(this.#file, start, items);
      items.push(this.value(depth + 1));
      this.#spaces();
      // A pair in a list (`[a: 1]`) is a mapping of its own.
      if (!this.#eat(',') && this.#text[this.at] !== ']') throw new NotPlain();
    }
  }

  #map(depth: number): SourceNode {
    const start = this.at++;
    const entries: MapEntry[] = [];
    const keys = new Set<string>();
    for (;;) {
      this.#spaces();
      if (this.#eat('}')) return new PlainMap(this.#file, start, entries);
      const keyAt = this.at;
      const key = this.#scalar();
      this.#spaces();
      if (key.value === null || key.written === '<<' || keys.has(key.written)) throw new NotPlain();
      keys.add(key.written);
      // Only behind a quoted key may the value follow at once, as in JSON.
      if (!this.#eat(':') || (!key.quoted && this.#text[this.at] !== ' ')) throw new NotPlain();
      this.#spaces();
      if (/[,}]/.test(this.#text[this.at] ?? '')) throw new NotPlain();
      entries.push(new PlainEntry(this.#file, keyAt, key.written, this.value(depth + 1)));
      this.#spaces();
      if (!this.#eat(',') && this.#text[this.at] !== '}') throw new NotPlain();
    }
  }

  #scalar(): PlainScalar {
    const start = this.at;
    const char = this.#text[start];
    if (char === '"' || char === "'") {
      this.at = quotedEnd(this.#text, start, this.#end);
      const value = quotedText(this.#text.slice(start, this.at));
      return new PlainScalar(this.#file, [start, this.at], value, value, char === '"' ? 'double' : 'single');
    }
    // Whatever is not a word, number, path or address is left to the real parser.
    const word = /[\w.+/~][\w.+/~@=%-]*(?:[ :][\w.+/~@=%-]+)*|-[\d.]+/y;
    word.lastIndex = start;
    const found = word.exec(this.#text)?.[0];
    if (found === undefined || start + found.length > this.#end) throw new NotPlain();
    // `a: b` has its colon left over; only inside of a word it belongs to it, as in `10:30`.
    this.at = start + found.length;
    return plainScalar(this.#file, start, this.at);
  }

  #eat(char: string): boolean {
    if (this.#text[this.at] !== char) return false;
    this.at++;
    return true;
  }

  #spaces(): void {
    while (this.#text[this.at] === ' ') this.at++;
    if (this.at >= this.#end) throw new NotPlain();
  }
}
