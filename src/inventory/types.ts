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

/** A host that a run adds (add_host). */
export interface AddedHost {
  readonly name: string;
  /** Groups that it joins; those that are new are made, below `all`. */
  readonly groups?: readonly string[];
  /** Set over the variables that the sources give it. */
  readonly vars?: Layer;
}

/** A group that a run puts hosts into (group_by). */
export interface AddedMembers {
  readonly group: string;
  /** Names of hosts of the inventory. */
  readonly hosts: readonly string[];
  /** Groups that contain it; `all` without any. */
  readonly parents?: readonly string[];
}

/** An inventory that a run can add to; whoever holds it sees what was added at once. */
export interface GrowingInventory extends Inventory {
  /** Throws GorunErrors for a file of variables that is wrong. */
  addHosts(added: readonly AddedHost[]): Promise<readonly InventoryHost[]>;
  /** Throws GorunError `inventory/syntax` where a parent stands below the group; nothing is changed then. */
  addMembers(added: AddedMembers): Promise<void>;
  /** Reads all sources anew. Throws what loading throws; the inventory is then as it was. */
  refresh(): Promise<void>;
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

/** What is allowed, but hardly meant; told before a run, and by `gorun inventory`. */
export interface InventoryWarning {
  readonly place: Place | undefined;
  readonly message: string;
  readonly fix: string;
}
