import type { HostCall, ScriptSource } from '../session.ts';
import type { Dialect, FreshSource } from './dialect.ts';

/** The sources that a worker has got. */
export class SentSources {
  readonly #keys: Set<string>;

  /** @param keys What an earlier run knew of it. */
  constructor(keys: Iterable<string> = []) {
    this.#keys = new Set(keys);
  }

  get keys(): readonly string[] {
    return [...this.#keys];
  }

  /** Those that calls need and the worker lacks, libraries in front of what uses them; also those that only arguments name. */
  lacking(
    calls: readonly HostCall[],
    named: readonly ScriptSource[],
    dialect: Dialect,
  ): readonly FreshSource[] {
    const fresh: FreshSource[] = [];
    for (const script of [...named, ...calls.map((call) => call.script)])
      if (script !== undefined) this.#add(script, false, fresh);
    for (const script of dialect.needs(calls)) this.#add(script, true, fresh);
    return fresh;
  }

  sent(fresh: readonly FreshSource[]): void {
    for (const { source, library } of fresh) this.#keys.add(keyOf(source, library));
  }

  #add(source: ScriptSource, library: boolean, fresh: FreshSource[]): void {
    const key = keyOf(source, library);
    if (this.#keys.has(key) || fresh.some((one) => keyOf(one.source, one.library) === key)) return;
    for (const used of source.uses ?? []) this.#add(used, true, fresh);
    fresh.push({ source, library });
  }
}

/** What stands in front of others may be called itself, too. */
function keyOf({ hash }: ScriptSource, library: boolean): string {
  return library ? `${hash} library` : hash;
}
