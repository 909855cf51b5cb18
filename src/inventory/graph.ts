import { GorunError } from '../errors/gorun-error.ts';
import type { Position } from '../position.ts';
import type { RawInventory } from './raw.ts';

/** What follows from the nesting of groups: depth, ancestors, members. Made anew when the nesting changes. */
export class GroupGraph {
  readonly #raw: RawInventory;
  readonly #parents = new Map<string, string[]>();
  readonly #depths = new Map<string, number>();

  /** @throws GorunError `inventory/syntax` where groups contain each other */
  constructor(raw: RawInventory) {
    this.#raw = raw;
    for (const group of raw.groups.values()) {
      for (const child of group.children) {
        const parents = this.#parents.get(child);
        if (parents === undefined) this.#parents.set(child, [group.name]);
        else parents.push(group.name);
      }
    }
    const done = new Set<string>();
    for (const name of raw.groups.keys()) this.#depth(name, [], done);
  }

  /** The groups and all that contain them, in the order in which their variables apply: by depth, priority and name. */
  withAncestors(groups: Iterable<string>): readonly string[] {
    const found = new Set<string>(['all']);
    const open = [...groups];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (found.has(name)) continue;
      found.add(name);
      open.push(...(this.#parents.get(name) ?? []));
    }
    return [...found].sort((a, b) => this.#compare(a, b));
  }

  /** Hosts of a group and of all below it: its own first, then level by level. */
  members(name: string): readonly string[] {
    const hosts = new Set<string>();
    const seen = new Set([name]);
    for (const each of seen) {
      const group = this.#raw.groups.get(each);
      for (const host of group?.hosts ?? []) hosts.add(host);
      for (const child of group?.children ?? []) seen.add(child);
    }
    return [...hosts];
  }

  /** @throws GorunError `inventory/syntax` where the second group, as a child of the first, would contain it */
  mayContain(parent: string, child: string): void {
    if (this.withAncestors([parent]).includes(child)) throw cycle([parent, child, parent]);
  }

  #compare(a: string, b: string): number {
    return (
      (this.#depths.get(a) ?? 0) - (this.#depths.get(b) ?? 0) ||
      (this.#raw.groups.get(a)?.priority ?? 1) - (this.#raw.groups.get(b)?.priority ?? 1) ||
      (a < b ? -1 : a > b ? 1 : 0)
    );
  }

  /** The longest way down from `all`. */
  #depth(name: string, path: readonly string[], done: Set<string>): number {
    const group = this.#raw.groups.get(name);
    if (group !== undefined && path.includes(name)) throw cycle([name, ...path.toReversed()], group.position);
    if (!done.has(name)) {
      const way = [...path, name];
      const parents = this.#parents.get(name) ?? [];
      const depth = parents.reduce((most, parent) => Math.max(most, this.#depth(parent, way, done) + 1), 0);
      this.#depths.set(name, depth);
      done.add(name);
    }
    return this.#depths.get(name) ?? 0;
  }
}

function cycle(names: readonly string[], position?: Position): GorunError {
  return new GorunError('inventory/syntax', {
    message: `the groups ${names.join(' > ')} contain each other`,
    fix: 'Take one of them out of the children of the other.',
    ...(position === undefined ? {} : { position }),
  });
}
