import type { Layer } from '../expression/types.ts';
import type { Inventory } from '../inventory/types.ts';

/** Names that inventory and command line define: with them an undefined name is found before any host is contacted. */
export function knownNames(inventory: Inventory, extraVars: Layer): ReadonlySet<string> {
  // Hosts share the layers of their groups: each is looked at once.
  const layers = new Set([...inventory.hosts.values()].flatMap((host) => host.layers));
  return new Set([...Object.keys(extraVars), ...[...layers].flatMap((layer) => Object.keys(layer))]);
}
