import type { RawGroup, RawInventory } from './raw.ts';

/** Groups with what follows from their nesting. */
export interface GroupGraph {
  /** Group name to all of its hosts, children's included, in inventory order. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** Host name to its groups, the shallowest first and by name where equally deep; `all` is the first. */
  readonly groupsOf: ReadonlyMap<string, readonly string[]>;
}

/** A circle of groups; its text names them. */
export class GroupCycle extends Error {
  readonly group: RawGroup;

  constructor(group: RawGroup, path: readonly string[]) {
    super(`the groups ${[...path, group.name].join(' > ')} contain each other`);
    this.group = group;
  }
}

/**
 * Derives membership from nesting. `all` holds every host and group, `ungrouped` the hosts of no other group.
 * @throws GroupCycle
 */
export function groupGraph(raw: RawInventory): GroupGraph {
  const depths = depthsOf(raw);
  const direct = new Map<string, Set<string>>();
  for (const group of raw.groups.values()) {
    for (const host of hostsBelow(group, raw)) {
      const groups = direct.get(host);
      if (groups === undefined) direct.set(host, new Set([group.name]));
      else groups.add(group.name);
    }
  }
  const order = (a: string, b: string) =>
    (depths.get(a) ?? 0) - (depths.get(b) ?? 0) || (a < b ? -1 : a > b ? 1 : 0);
  const groupsOf = new Map<string, readonly string[]>();
  const members = new Map<string, string[]>([
    ['all', []],
    ['ungrouped', []],
  ]);
  for (const name of raw.groups.keys()) if (!members.has(name)) members.set(name, []);
  for (const host of raw.hosts.keys()) {
    const own = [...(direct.get(host) ?? [])]
      .filter((group) => group !== 'all' && group !== 'ungrouped')
      .sort(order);
    const groups = ['all', ...(own.length === 0 ? ['ungrouped'] : own)];
    groupsOf.set(host, groups);
    for (const group of groups) members.get(group)?.push(host);
  }
  return { members, groupsOf };
}

function hostsBelow(group: RawGroup, raw: RawInventory, seen = new Set<string>()): Set<string> {
  const hosts = new Set(group.hosts);
  seen.add(group.name);
  for (const child of group.children) {
    const below = raw.groups.get(child);
    if (below === undefined || seen.has(child)) continue;
    for (const host of hostsBelow(below, raw, seen)) hosts.add(host);
  }
  return hosts;
}

/** Depth is the longest way down from `all`. */
function depthsOf(raw: RawInventory): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  const visit = (group: RawGroup, depth: number, path: readonly string[]) => {
    if (path.includes(group.name)) throw new GroupCycle(group, path);
    if (depth <= (depths.get(group.name) ?? -1)) return;
    depths.set(group.name, depth);
    for (const child of group.children) {
      const below = raw.groups.get(child);
      if (below !== undefined) visit(below, depth + 1, [...path, group.name]);
    }
  };
  for (const group of raw.groups.values()) visit(group, group.name === 'all' ? 0 : 1, []);
  return depths;
}
