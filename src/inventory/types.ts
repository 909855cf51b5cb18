import type { Layer } from '../expression/types.ts';

/** A host as the inventory knows it. */
export interface InventoryHost {
  /** The name in the inventory (not the address). */
  readonly name: string;
  /** Groups that it is in, directly or through children, parents first; `all` is the first. */
  readonly groups: readonly string[];
  /** Layers in the order of Ansible's precedence, the weakest first: all, parent groups, child groups, host (files of group_vars and host_vars included). */
  readonly layers: readonly Layer[];
}

/** A loaded inventory. */
export interface Inventory {
  /** In the order of the sources. */
  readonly hosts: ReadonlyMap<string, InventoryHost>;
  /** Group name to the names of its hosts, children's included; has `all` and `ungrouped`. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** Hosts of a pattern (`all`, `a:b`, `a:!b`, `a:&b`, globs), in inventory order. Throws `inventory/unknown-pattern`. */
  select(pattern: string): readonly InventoryHost[];
}
