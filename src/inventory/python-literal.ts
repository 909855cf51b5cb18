import type { Json } from '../json.ts';

/** A literal whose value JSON cannot carry; its text is a sentence for people. */
export class UnkeepableLiteral extends Error {}

/**
 * The value of a Python literal, as `ast.literal_eval` reads it: numbers, True, False, None, texts, lists, tuples, dicts.
 * @returns undefined where the text is no literal
 * @throws UnkeepableLiteral
 */
export function pythonLiteral(text: string): Json | undefined {
  return new LiteralReader(text).whole();
}

/** Deeper than anybody nests in one line. */
const deepest = 50;

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const digits = String.raw`\d(?:_?\d)*`;
const integer = String.raw`0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|[1-9](?:_?\d)*|0(?:_?0)*`;
const float = String.raw`(?:${digits})?\.${digits}(?:[eE][+-]?${digits})?|${digits}\.(?:[eE][+-]?${digits})?|${digits}[eE][+-]?${digits}`;
const numeral = new RegExp(`(?:${float}|${integer})(?![\\w.])`, 'y');

/** Reads Python literals; `undefined` stands for "not a literal". */
class LiteralReader {
  readonly #text: string;
  #at = 0;
  /** Only told once it is clear that the whole is a literal. */
  #unkeepable: string | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): Json | undefined {
    let value = this.#value(0);
    this.#space();
    // `80,443` is a tuple without its brackets.
    if (value !== undefined && this.#peek() === ',') value = this.#bareTuple(value);
    this.#space();
    const rest = this.#text.slice(this.#at);
    if (value === undefined || !(rest === '' || rest.startsWith('#'))) return undefined;
    if (this.#unkeepable !== undefined) throw new UnkeepableLiteral(this.#unkeepable);
    return value;
  }

  #value(depth: number): Json | undefined {
    if (depth > deepest) return undefined;
    this.#space();
    const word = this.#take(/(?:True|False|None)(?!\w)/y);
    if (word !== undefined) return word === 'None' ? null : word === 'True';
    const next = this.#peek();
    if (/[\d.+-]/.test(next)) return this.#number();
    if (next === '[') return this.#list(depth);
    if (next === '(') return this.#tuple(depth);
    if (next === '{') return this.#dict(depth);
    return this.#texts();
  }

  #number(): Json | undefined {
    const sign = this.#take(/[+-]/y) ?? '';
    this.#space();
    const written = this.#take(numeral);
    if (written === undefined) return undefined;
    const plain = written.replaceAll('_', '');
    const value = Number(plain);
    if (/^(?:0[xob]|\d+$)/i.test(plain) && !Number.isSafeInteger(value)) {
      this.#unkeepable ??= `${sign}${written} is too large to be kept exactly`;
    }
    if (!Number.isFinite(value)) this.#unkeepable ??= `${sign}${written} has no form in JSON`;
    return sign === '-' && value !== 0 ? -value : value;
  }

  /** One or more texts, which join where they stand side by side; bytes join with bytes alone. */
  #texts(): string | undefined {
    let joined: { readonly text: string; readonly bytes: boolean } | undefined;
    for (;;) {
      const found = this.#match(/([rRuUbB]?|[rR][bB]|[bB][rR])("""|'''|["'])/y);
      if (found === undefined) return joined?.text;
      const [, prefix = '', quote = ''] = found;
      const bytes = /b/i.test(prefix);
      const part = this.#text1(quote, /r/i.test(prefix));
      if (part === undefined || (joined !== undefined && joined.bytes !== bytes)) return undefined;
      joined = { text: (joined?.text ?? '') + part, bytes };
      this.#space();
    }
  }

  /** The rest of one text, up to its quote. */
  #text1(quote: string, raw: boolean): string | undefined {
    let out = '';
    for (;;) {
      if (this.#text.startsWith(quote, this.#at)) {
        this.#at += quote.length;
        return out;
      }
      const char = this.#peek();
      this.#at += 1;
      if (char === '') return undefined;
      if (char !== '\\') out += char;
      else if (raw) {
        out += char + this.#peek();
        this.#at += 1;
      } else {
        const escaped = this.#escape();
        if (escaped === undefined) return undefined;
        out += escaped;
      }
    }
  }

  #escape(): string | undefined {
    const octal = this.#take(/[0-7]{1,3}/y);
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    const code = this.#take(/x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}/y);
    if (code !== undefined) {
      const point = Number.parseInt(code.slice(1), 16);
      return point > 0x10ffff ? undefined : String.fromCodePoint(point);
    }
    const char = this.#peek();
    if (/[xuUN]/.test(char)) return undefined;
    this.#at += 1;
    return Object.hasOwn(escapes, char) ? escapes[char] : `\\${char}`;
  }

  #list(depth: number): Json | undefined {
    this.#at += 1;
    return this.#items(']', depth)?.items;
  }

  /** Brackets around one value without a comma are only brackets. */
  #tuple(depth: number): Json | undefined {
    this.#at += 1;
    const read = this.#items(')', depth);
    if (read === undefined) return undefined;
    return read.items.length === 1 && !read.commaAtEnd ? read.items[0] : read.items;
  }

  #bareTuple(first: Json): Json | undefined {
    const items = [first];
    while (this.#eat(',')) {
      this.#space();
      if (this.#peek() === '' || this.#peek() === '#') break;
      const item = this.#value(1);
      if (item === undefined) return undefined;
      items.push(item);
      this.#space();
    }
    return items;
  }

  #items(close: string, depth: number): { items: Json[]; commaAtEnd: boolean } | undefined {
    const items: Json[] = [];
    let commaAtEnd = false;
    for (;;) {
      this.#space();
      if (this.#eat(close)) return { items, commaAtEnd };
      if (items.length > 0 && !commaAtEnd) return undefined;
      const item = this.#value(depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
      this.#space();
      commaAtEnd = this.#eat(',');
    }
  }

  #dict(depth: number): Json | undefined {
    this.#at += 1;
    const entries: [string, Json][] = [];
    let more = true;
    for (;;) {
      this.#space();
      if (this.#eat('}')) return Object.fromEntries(entries);
      const key = more ? this.#value(depth + 1) : undefined;
      this.#space();
      // A key that is a list or dict is none, in Python too.
      if (key === undefined || (typeof key === 'object' && key !== null) || !this.#eat(':')) return undefined;
      const value = this.#value(depth + 1);
      if (value === undefined) return undefined;
      entries.push([String(key), value]);
      this.#space();
      more = this.#eat(',');
    }
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #eat(char: string): boolean {
    if (this.#peek() !== char) return false;
    this.#at += 1;
    return true;
  }

  #match(sticky: RegExp): RegExpExecArray | undefined {
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#text);
    if (found === null) return undefined;
    this.#at += found[0].length;
    return found;
  }

  #take(sticky: RegExp): string | undefined {
    return this.#match(sticky)?.[0];
  }

  #space(): void {
    this.#take(/[ \t\f]*/y);
  }
}
