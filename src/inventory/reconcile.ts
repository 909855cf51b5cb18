import type { RawInventory } from './raw.ts';

/**
 * What holds for every inventory once its sources are read, as Ansible has it: groups that nobody calls his child are children of
 * `all`; hosts of no other group are in `ungrouped`, and only these.
 */
export function reconcile(raw: RawInventory): void {
  const all = raw.groups.get('all');
  const ungrouped = raw.groups.get('ungrouped');
  if (all === undefined || ungrouped === undefined) return;
  const children = new Set<string>();
  const grouped = new Set<string>();
  for (const group of raw.groups.values()) {
    for (const child of group.children) children.add(child);
    if (group !== all && group !== ungrouped) for (const host of group.hosts) grouped.add(host);
  }
  for (const name of raw.groups.keys()) if (name !== 'all' && !children.has(name)) all.children.add(name);
  for (const host of raw.hosts.keys()) {
    if (grouped.has(host)) ungrouped.hosts.delete(host);
    else ungrouped.hosts.add(host);
  }
}
