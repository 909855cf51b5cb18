import type { Layer } from '../expression/types.ts';
import type { LiveInventory } from '../inventory/live-inventory.ts';

/** Names that inventory and command line define: with them an undefined name is found before any host is contacted. */
export async function knownNames(inventory: LiveInventory, extraVars: Layer): Promise<ReadonlySet<string>> {
  // Hosts share the layers of their groups: each is looked at once.
  const layers = new Set([...inventory.hosts.values()].flatMap((host) => host.layers));
  // A group that has no host yet defines names all the same: a play for it is right, and has nothing to do.
  for (const [name, hosts] of inventory.groups) {
    if (hosts.length > 0) continue;
    for (const layer of (await inventory.group(name))?.layers ?? []) layers.add(layer);
  }
  return new Set([...Object.keys(extraVars), ...[...layers].flatMap((layer) => Object.keys(layer))]);
}
