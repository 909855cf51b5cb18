import type { Layer } from '../expression/types.ts';
import type { Place } from '../source/file.ts';

/** A host as the inventory knows it. */
export interface InventoryHost {
  /** The name in the inventory (not the address). */
  readonly name: string;
  /** Groups that it is in, directly or through children, parents first; `all` is the first. */
  readonly groups: readonly string[];
  /** Layers in the order of docs/inventory.md, the weakest first: groups, then the host (files of group_vars and host_vars included). */
  readonly layers: readonly Layer[];
}

/** A loaded inventory, as whoever only reads it sees it. */
export interface Inventory {
  /** In the order of the sources. */
  readonly hosts: ReadonlyMap<string, InventoryHost>;
  /** Group name to the names of its hosts, children's included; has `all` and `ungrouped`. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** Hosts of a pattern (`all`, `a:b`, `a:!b`, `a:&b`, globs …), in Ansible's order. Throws `inventory/unknown-pattern`. */
  select(pattern: string): readonly InventoryHost[];
}

/** A group with its place among the others. */
export interface InventoryGroup {
  readonly name: string;
  /** Its own hosts, without those of its children. */
  readonly hosts: readonly string[];
  /** In the order of the sources. */
  readonly children: readonly string[];
  /** `ansible_group_priority`: among groups of one depth the higher one wins. */
  readonly priority: number;
  /** Its own variables: of the sources, then of group_vars, the weakest first. */
  readonly layers: readonly Layer[];
}

/** What is allowed, but hardly meant. */
export interface InventoryWarning {
  readonly place: Place | undefined;
  readonly message: string;
  readonly fix: string;
}
