import type { GrowingInventory, Inventory } from '../../inventory/types.ts';
import type { ControllerResult } from '../../module/contract.ts';
import type { Node } from '../../playbook/types.ts';
import { HostState } from '../host/host-state.ts';
import type { RunContext } from '../run-context.ts';
import type { RunOptions } from '../types.ts';

/** Whether hosts and groups can be added. */
export function canGrow(inventory: Inventory): inventory is GrowingInventory {
  return 'addHosts' in inventory;
}

/**
 * The number of the first play that may add hosts or groups, or that of plays where none may: up to it, patterns can match nothing but what the
 * inventory has at the start.
 */
export function firstGrowing({
  inventory,
  modules,
  playbook,
}: Pick<RunOptions, 'inventory' | 'modules' | 'playbook'>): number {
  const grows = (node: Node): boolean => {
    if (node.kind === 'block') return [...node.tasks, ...node.rescue, ...node.always].some(grows);
    if (node.kind === 'include') return node.known === undefined || node.known.nodes.some(grows);
    if (node.kind === 'meta') return node.action === 'refresh_inventory';
    return modules.get(node.module)?.definition.grows === true;
  };
  const { plays } = playbook;
  const first = plays.findIndex((play) =>
    [...play.preTasks, ...play.tasks, ...play.postTasks, ...play.handlers].some(grows),
  );
  return canGrow(inventory) && first !== -1 ? first : plays.length;
}

/** Adds what a task of a host adds to the inventory, for the plays that follow. Says whether anything is new. */
export async function grow(
  run: RunContext,
  host: string,
  { addHosts = [], joins = [] }: Pick<ControllerResult, 'addHosts' | 'joins'>,
): Promise<boolean> {
  const { inventory } = run.options;
  if (!canGrow(inventory)) return false;
  const before = sizeOf(inventory);
  const known = addHosts.filter(({ name }) => inventory.hosts.has(name));
  if (addHosts.length > 0) {
    for (const added of await inventory.addHosts(addHosts)) {
      // Later tasks ask for its variables; later plays run on it.
      const state = run.hosts.get(added.name) ?? run.helpers.get(added.name);
      if (state === undefined) run.helpers.set(added.name, new HostState(added));
    }
  }
  for (const { group, parents = [] } of joins) await inventory.addMembers({ group, hosts: [host], parents });
  run.changes += 1;
  return sizeOf(inventory) !== before || known.some(({ vars }) => Object.keys(vars ?? {}).length > 0);
}

/** Grows with every host, group and membership. */
function sizeOf({ hosts, groups }: Inventory): number {
  return [...groups.values()].reduce((sum, members) => sum + members.length + 1, hosts.size);
}
