import { GorunError } from '../errors/gorun-error.ts';
import { isCompiledTree } from '../expression/compile-tree.ts';
import type { NameUse } from '../expression/name-use.ts';
import type { Layer, Variable } from '../expression/types.ts';
import type { LiveInventory } from '../inventory/live-inventory.ts';
import type { UsesBehind } from '../playbook/check/check-names.ts';
import type { Play } from '../playbook/types.ts';

/**
 * What variables of the inventory read, where they are templates. Only of hosts that are in all of the plays: what another
 * play's hosts have may never be used.
 */
export function usesBehind(
  plays: readonly Play[],
  inventory: LiveInventory,
  hostsOf: (pattern: string) => readonly string[],
  extraVars: Layer,
): UsesBehind {
  const behind = new Map<string, Set<NameUse>>();
  // Most layers are those of groups, and have no templates.
  const templated = new Map<Layer, readonly string[]>();
  for (const name of inAll(plays, hostsOf)) {
    const layers = inventory.hosts.get(name)?.layers ?? [];
    const names = new Set(layers.flatMap((layer) => namesOf(layer, templated)));
    for (const each of names) {
      if (Object.hasOwn(extraVars, each)) continue;
      const value = layers.findLast((layer) => Object.hasOwn(layer, each))?.[each];
      const known = behind.get(each) ?? new Set();
      for (const use of usesOf(value)) known.add(use);
      behind.set(each, known);
    }
  }
  return new Map([...behind].map(([name, uses]) => [name, [...uses]]));
}

function inAll(plays: readonly Play[], hostsOf: (pattern: string) => readonly string[]): readonly string[] {
  try {
    const [first = [], ...others] = [...new Set(plays.map(({ hosts }) => hosts))].map(hostsOf);
    const sets = others.map((hosts) => new Set(hosts));
    return first.filter((host) => sets.every((hosts) => hosts.has(host)));
  } catch (error) {
    // A pattern that fits nothing is told by who takes the hosts.
    if (error instanceof GorunError) return [];
    throw error;
  }
}

function namesOf(layer: Layer, known: Map<Layer, readonly string[]>): readonly string[] {
  const before = known.get(layer);
  if (before !== undefined) return before;
  const names = Object.keys(layer).filter((name) => usesOf(layer[name]).length > 0);
  known.set(layer, names);
  return names;
}

function usesOf(value: Variable | undefined): readonly NameUse[] {
  return isCompiledTree(value) ? value.uses : [];
}
