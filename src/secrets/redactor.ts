import { isJsonObject, type Json } from '../json.ts';
import { commonWords } from './common-words.ts';
import { formsOf } from './forms.ts';
import { Searcher } from './searcher.ts';

/** The result of a task as an event tells it: its time and status are gorun's own, what is in its parts is not. */
function hasFigures(item: unknown): boolean {
  return typeof item === 'object' && item !== null && 'status' in item && 'ms' in item && 'steps' in item;
}

/** What stands where a secret was. */
export const mask = '********';

/** Shorter values are not searched for in other texts: they would mask half the output and hide nothing. */
const shortest = 4;

/** Parts of an event in which numbers are values of people, not gorun's own figures. */
const valueKeys: ReadonlySet<string> = new Set(['params', 'result', 'changes', 'facts', 'item']);

/**
 * Knows the secrets of a run and takes them out of everything that is shown, logged or stored, in all forms that
 * {@link formsOf} knows. A secret of one to three characters is masked only where it is a whole value of params or results;
 * the words of {@link commonWords} are not masked.
 */
export class Redactor {
  readonly #secrets = new Set<string>();
  readonly #short = new Set<string>();
  readonly #searcher = new Searcher();

  /** Makes a value known as secret, also each text and number inside of it. */
  add(value: Json): void {
    if (typeof value === 'string') this.#addText(value);
    else if (typeof value === 'number') this.#addText(String(value));
    else if (Array.isArray(value)) for (const item of value) this.add(item);
    else if (isJsonObject(value)) for (const item of Object.values(value)) this.add(item);
  }

  #addText(text: string): void {
    if (this.#secrets.has(text) || commonWords.has(text.trim().toLowerCase())) return;
    if (text.trim().length < shortest) {
      if (text.trim() !== '') this.#short.add(text);
      return;
    }
    this.#secrets.add(text);
    for (const form of formsOf(text)) this.#searcher.add(form);
  }

  /** Whether a text holds a secret, in whatever form. */
  holdsSecret(text: string): boolean {
    return this.#searcher.find(text).length > 0;
  }

  /** The parts of a text that are secret, and those between them. */
  split(text: string): { readonly secret: readonly string[]; readonly clear: readonly string[] } {
    const found = this.#searcher.find(text);
    const ends = [0, ...found.map(({ to }) => to)];
    return {
      secret: found.map(({ from, to }) => text.slice(from, to)),
      clear: ends.map((end, index) => text.slice(end, found[index]?.from)),
    };
  }

  /** Whether any secret is known. */
  get isEmpty(): boolean {
    return this.#secrets.size === 0 && this.#short.size === 0;
  }

  /** The text with each secret replaced by {@link mask}. */
  text(text: string): string {
    const found = this.#searcher.find(text);
    if (found.length === 0) return text;
    let shown = '';
    let taken = 0;
    for (const { from, to } of found) {
      shown += text.slice(taken, from) + mask;
      taken = to;
    }
    return shown + text.slice(taken);
  }

  /** The value with secrets replaced in every string and key; the same object where there is nothing to replace. */
  value<T>(value: T): T {
    if (this.isEmpty) return value;
    return this.#walk(value, false) as T;
  }

  /** @param ofPeople Inside of params or a result: numbers and short secrets are masked too. */
  #walk(value: unknown, ofPeople: boolean): unknown {
    if (typeof value === 'string') return ofPeople && this.#short.has(value) ? mask : this.text(value);
    if (typeof value === 'number') return ofPeople && this.#isSecretNumber(value) ? mask : value;
    if (Array.isArray(value)) return value.map((item) => this.#walk(item, ofPeople));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          this.text(key),
          this.#walk(item, ofPeople || (valueKeys.has(key) && !hasFigures(item))),
        ]),
      );
    }
    return value;
  }

  #isSecretNumber(value: number): boolean {
    return this.#secrets.has(String(value));
  }
}
