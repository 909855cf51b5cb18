import type { Json } from '../json.ts';

/**
 * The value of a variable in an INI inventory, typed as Ansible does it: a Python literal keeps its type (number, True,
 * None, 'text', [list], {dict}); whatever is not a literal is text as it stands. Unlike there, 1.20 is text.
 */
export function iniValue(text: string): Json {
  const trimmed = text.trim();
  const reader = new LiteralReader(trimmed);
  const value = reader.whole();
  return value === undefined ? trimmed : value;
}

/** Reads Python literals; `undefined` stands for "not a literal". */
class LiteralReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): Json | undefined {
    const value = this.#value(0);
    this.#space();
    return this.#at === this.#text.length ? value : undefined;
  }

  #value(depth: number): Json | undefined {
    if (depth > 50) return undefined;
    this.#space();
    const rest = this.#text.slice(this.#at);
    const word = /^(True|False|None)\b/.exec(rest)?.[1];
    if (word !== undefined) {
      this.#at += word.length;
      return word === 'None' ? null : word === 'True';
    }
    const number =
      /^[+-]?(?:0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|(?:\d[\d_]*)?\.?\d+(?:\.(?=$|[^\w.]))?(?:[eE][+-]?\d+)?)(?![\w.])/.exec(
        rest,
      )?.[0];
    if (number !== undefined) return this.#number(number);
    if (rest.startsWith("'") || rest.startsWith('"')) return this.#string(rest.charAt(0));
    if (rest.startsWith('[')) return this.#list(']', depth);
    if (rest.startsWith('(')) return this.#list(')', depth);
    if (rest.startsWith('{')) return this.#dict(depth);
    return undefined;
  }

  #number(text: string): Json | undefined {
    const digits = text.replaceAll('_', '').replace(/^\+/, '');
    // Python refuses 0755: such a value is text (a file mode keeps its zero).
    if (/^-?0\d/.test(digits) && !digits.includes('.')) return undefined;
    // Python makes 1.2 of 1.20; here that is a version of Go far more often than a number.
    if (/^\d+\.\d*0$/.test(digits)) return undefined;
    const negative = digits.startsWith('-');
    const value = Number(negative ? digits.slice(1) : digits);
    if (!Number.isFinite(value)) return undefined;
    this.#at += text.length;
    return negative ? -value : value;
  }

  #string(quote: string): string | undefined {
    let out = '';
    for (let at = this.#at + 1; at < this.#text.length; at += 1) {
      const char = this.#text.charAt(at);
      if (char === quote) {
        this.#at = at + 1;
        return out;
      }
      if (char === '\\') {
        at += 1;
        const next = this.#text.charAt(at);
        out += { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"' }[next] ?? `\\${next}`;
      } else out += char;
    }
    return undefined;
  }

  #list(close: string, depth: number): Json[] | undefined {
    this.#at += 1;
    const items: Json[] = [];
    for (;;) {
      this.#space();
      if (this.#eat(close)) return items;
      const item = this.#value(depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
      this.#space();
      if (!this.#eat(',') && this.#text.charAt(this.#at) !== close) return undefined;
    }
  }

  #dict(depth: number): Json | undefined {
    this.#at += 1;
    const entries: [string, Json][] = [];
    for (;;) {
      this.#space();
      if (this.#eat('}')) return Object.fromEntries(entries);
      const key = this.#value(depth + 1);
      this.#space();
      if (key === undefined || !this.#eat(':')) return undefined;
      const value = this.#value(depth + 1);
      if (value === undefined) return undefined;
      entries.push([typeof key === 'string' ? key : JSON.stringify(key), value]);
      this.#space();
      if (!this.#eat(',') && this.#text.charAt(this.#at) !== '}') return undefined;
    }
  }

  #eat(char: string): boolean {
    if (this.#text.charAt(this.#at) !== char) return false;
    this.#at += 1;
    return true;
  }

  #space(): void {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at += 1;
  }
}
