import type { KnownHostLine } from './line.ts';
import { namesMatch } from './names.ts';

/** Finds the lines of a host quickly: plain names by index, patterns and hashed names one by one. */
export class KnownHosts {
  readonly #plain = new Map<string, KnownHostLine[]>();
  readonly #others: KnownHostLine[] = [];

  constructor(lines: readonly KnownHostLine[]) {
    for (const line of lines) {
      const names = line.names.toLowerCase().split(',');
      if (names.some((name) => /^[|!]|[*?]/.test(name))) this.#others.push(line);
      else for (const name of new Set(names)) this.#plain.set(name, [...(this.#plain.get(name) ?? []), line]);
    }
  }

  /** The lines that mean a host, by its name as `knownHostsName` makes it. */
  linesOf(name: string): KnownHostLine[] {
    const found = [...(this.#plain.get(name) ?? [])];
    for (const line of this.#others) if (namesMatch(line.names, name)) found.push(line);
    return found;
  }
}
