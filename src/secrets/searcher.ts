/** A part of a text. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** How many characters of a form are looked up at once. */
const start = 4;
const tableBits = 20;
const tableMask = (1 << tableBits) - 1;

/**
 * Finds many texts in another, whatever the case of their letters, also where line ends were put between their characters.
 * Forms may be added at any time; searching takes time in proportion to the text, not to the number of forms.
 */
export class Searcher {
  /** A bit for the start of each form: most places of a text are settled by it. */
  readonly #table = new Uint32Array((tableMask + 1) >>> 5);
  readonly #byStart = new Map<string, string[]>();
  readonly #known = new Set<string>();

  get size(): number {
    return this.#known.size;
  }

  /** Adds a form; one of less than four characters (without line ends) is not searched for. */
  add(form: string): void {
    const folded = fold(form.replace(/[\r\n]/g, ''));
    if (folded.length < start || this.#known.has(folded)) return;
    this.#known.add(folded);
    const key = folded.slice(0, start);
    const same = this.#byStart.get(key);
    if (same === undefined) this.#byStart.set(key, [folded]);
    else same.push(folded);
    const bit = hashAt(key, 0);
    const word = bit >>> 5;
    this.#table[word] = (this.#table[word] ?? 0) | (1 << (bit & 31));
  }

  /** Where the text holds one of the forms; overlapping finds are one. In order. */
  find(text: string): readonly Range[] {
    if (this.#known.size === 0 || text.length < start) return [];
    const joined = /[\r\n]/.test(text) ? joinLines(text) : undefined;
    const folded = fold(joined?.text ?? text);
    const found: { from: number; to: number }[] = [];
    for (let at = 0; at + start <= folded.length; at++) {
      const bit = hashAt(folded, at);
      if ((((this.#table[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 0) continue;
      const length = this.#longestAt(folded, at);
      if (length === 0) continue;
      const last = found.at(-1);
      if (last !== undefined && at < last.to) last.to = Math.max(last.to, at + length);
      else found.push({ from: at, to: at + length });
    }
    return joined === undefined ? found : found.map((range) => joined.original(range));
  }

  #longestAt(folded: string, at: number): number {
    let longest = 0;
    for (const form of this.#byStart.get(folded.slice(at, at + start)) ?? []) {
      if (form.length > longest && folded.startsWith(form, at)) longest = form.length;
    }
    return longest;
  }
}

/** Lower case; positions stay what they are, for which a few letters of other alphabets stay as they are. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function hashAt(text: string, at: number): number {
  let hash = text.charCodeAt(at);
  for (let index = 1; index < start; index++)
    hash = Math.imul(hash, 0x01000193) ^ text.charCodeAt(at + index);
  return (hash ^ (hash >>> 15)) & tableMask;
}

/** A text without its line ends, and the way back to its own positions. */
function joinLines(text: string): { readonly text: string; original(range: Range): Range } {
  const at = new Uint32Array(text.length);
  let length = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code !== 0x0a && code !== 0x0d) at[length++] = index;
  }
  return {
    text: text.replace(/[\r\n]+/g, ''),
    original: ({ from, to }) => ({ from: at[from] ?? 0, to: (at[to - 1] ?? 0) + 1 }),
  };
}
