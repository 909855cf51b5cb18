import type { Json } from '../../json.ts';
import type { ResourceId } from '../../module/contract.ts';
import { comparable, covers, isAllBelow } from '../../module/resources.ts';

/** What check mode knows of resources that a run would have changed by now. */
export type Outlook =
  /** No predicted change concerns them: what a probe says holds. */
  | { readonly kind: 'untouched' }
  /** Some are predicted; the values by the names that were asked for. */
  | { readonly kind: 'predicted'; readonly values: ReadonlyMap<ResourceId, Json>; readonly after: string }
  /** Known only after this task. */
  | { readonly kind: 'unknown'; readonly after: string };

/** A change that a run would have made. */
export interface Prediction {
  /** Undefined: anything may have changed. */
  readonly touches: readonly ResourceId[] | undefined;
  /** The touched resources as they will be, where that can be told. */
  readonly leaves: Readonly<Record<ResourceId, Json>> | undefined;
  /** The name of the task that would make it. */
  readonly after: string;
  /** It is not known whether the task would change anything. */
  readonly perhaps?: boolean;
}

interface Entry {
  readonly perhaps: boolean;
  readonly anything: boolean;
  readonly touched: ReadonlySet<string>;
  /** Those that stand for all below a folder. */
  readonly folders: readonly string[];
  readonly values: ReadonlyMap<string, Json>;
  readonly after: string;
}

/** The predicted changes of one host in check mode, in order. */
export class Predictions {
  readonly #entries: Entry[] = [];

  record({ touches, leaves, after, perhaps = false }: Prediction): void {
    const values = new Map(Object.entries(leaves ?? {}).map(([id, value]) => [comparable(id), value]));
    const touched = new Set([...(touches ?? []).map(comparable), ...values.keys()]);
    if (touches === undefined || touched.size > 0)
      this.#entries.push({
        anything: touches === undefined,
        touched,
        folders: [...touched].filter(isAllBelow),
        values,
        after,
        perhaps,
      });
  }

  /** How many changes are predicted; {@link withdraw} goes back to it. */
  get length(): number {
    return this.#entries.length;
  }

  /** Takes the changes behind a length back, as rollback would. */
  withdraw(length: number): void {
    this.#entries.length = Math.min(length, this.#entries.length);
  }

  /** The task that perhaps changed something since this length. */
  perhapsSince(length: number): string | undefined {
    return this.#entries.slice(length).find(({ perhaps }) => perhaps)?.after;
  }

  /** What is known of the resources that a task reads; undefined: it may read anything. */
  outlook(reads: readonly ResourceId[] | undefined): Outlook {
    const newest = this.#entries.at(-1);
    if (newest === undefined) return { kind: 'untouched' };
    if (reads === undefined) return { kind: 'unknown', after: newest.after };
    const values = new Map<ResourceId, Json>();
    let after: string | undefined;
    for (const id of reads) {
      if (isAllBelow(id)) continue;
      const key = comparable(id);
      const entry = this.#entries.findLast((one) => one.anything || nameIn(one, key) !== undefined);
      if (entry === undefined) continue;
      const name = nameIn(entry, key);
      const value = name === undefined ? undefined : entry.values.get(name);
      if (value === undefined) return { kind: 'unknown', after: entry.after };
      values.set(id, value);
      after = entry.after;
    }
    return after === undefined ? { kind: 'untouched' } : { kind: 'predicted', values, after };
  }
}

/** Under which of the touched names a resource is touched: its own, or that of a folder around it. */
function nameIn({ touched, folders }: Entry, key: string): string | undefined {
  return touched.has(key) ? key : folders.find((folder) => covers(folder, key));
}
