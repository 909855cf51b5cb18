/** Chance that comes out the same for the same seed. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to 1: the generator called mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Whether something of this probability happens. */
  is(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number from `from` to `to`. */
  number(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  pick<T>(...choices: readonly [T, ...T[]]): T {
    return choices[this.number(0, choices.length - 1)] ?? choices[0];
  }

  /** So many, each made anew. */
  some<T>(from: number, to: number, make: (index: number) => T): T[] {
    return Array.from({ length: this.number(from, to) }, (_, index) => make(index));
  }
}
