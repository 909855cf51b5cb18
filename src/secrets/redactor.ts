import { isJsonObject, type Json } from '../json.ts';

/** What stands where a secret was. */
export const mask = '********';

/** Shorter values are not searched for in other texts: they would mask half the output and hide nothing. */
const shortest = 4;

/** Knows the secrets of a run and takes them out of everything that is shown, logged or stored. */
export class Redactor {
  readonly #secrets = new Set<string>();
  #longestFirst: readonly string[] = [];

  /** Makes a value known as secret, also each string inside of it. */
  add(value: Json): void {
    if (typeof value === 'string') {
      if (value.length < shortest || this.#secrets.has(value)) return;
      this.#secrets.add(value);
      this.#longestFirst = [...this.#secrets].sort((a, b) => b.length - a.length);
    } else if (Array.isArray(value)) for (const item of value) this.add(item);
    else if (isJsonObject(value)) for (const item of Object.values(value)) this.add(item);
  }

  /** The text with each secret replaced by {@link mask}. */
  text(text: string): string {
    let shown = text;
    for (const secret of this.#longestFirst) {
      if (shown.includes(secret)) shown = shown.replaceAll(secret, mask);
    }
    return shown;
  }

  /** The value with secrets replaced in every string and key; the same object where there is nothing to replace. */
  value<T>(value: T): T {
    if (this.#secrets.size === 0) return value;
    return this.#walk(value) as T;
  }

  #walk(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((item) => this.#walk(item));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [this.text(key), this.#walk(item)]),
      );
    }
    return value;
  }
}
