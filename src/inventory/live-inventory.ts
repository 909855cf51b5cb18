import { GorunErrors } from '../errors/gorun-error.ts';
import type { Layer } from '../expression/types.ts';
import type { Position } from '../position.ts';
import type { Findings } from './findings.ts';
import { GroupGraph } from './graph.ts';
import type { LayerStack } from './layer-stack.ts';
import type { RawInventory } from './raw.ts';
import { reconcile } from './reconcile.ts';
import { selectFrom } from './select.ts';
import type {
  AddedHost,
  AddedMembers,
  GrowingInventory,
  InventoryGroup,
  InventoryHost,
  InventoryWarning,
} from './types.ts';

/** Sources that were read, and what their variables are put together with. */
export interface ReadInventory {
  readonly raw: RawInventory;
  readonly layers: LayerStack;
  /** Grows while files of variables are read, which is when a host or group first needs them. */
  readonly findings: Findings;
}

/** Applies what a run added, also to sources that were read anew; yields the hosts that it concerns. */
type Change = (raw: RawInventory) => readonly string[];

/** Hosts change in place: whoever holds one sees its new groups and layers. */
interface LiveHost extends InventoryHost {
  groups: readonly string[];
  layers: readonly Layer[];
}

const inARun: Position = { file: 'added in this run', line: 1, column: 1 };

/**
 * A loaded inventory that a run can add to. What was added is seen at once by everybody who holds it, also in hosts that
 * were selected before, and outlives {@link refresh}. Changes that are asked for at the same time are made one after the other.
 */
export class LiveInventory implements GrowingInventory {
  readonly #read: () => Promise<ReadInventory>;
  readonly #hosts = new Map<string, LiveHost>();
  readonly #groups = new Map<string, readonly string[]>();
  readonly #added: Change[] = [];
  #now: ReadInventory;
  #graph: GroupGraph;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(read: () => Promise<ReadInventory>, now: ReadInventory) {
    this.#read = read;
    this.#now = now;
    this.#graph = new GroupGraph(now.raw);
  }

  /**
   * @param read Reads all sources; called again by `refresh`.
   * @throws GorunErrors, and what `read` throws
   */
  static async from(read: () => Promise<ReadInventory>): Promise<LiveInventory> {
    const now = await read();
    reconcile(now.raw);
    const inventory = new LiveInventory(read, now);
    await inventory.#deriveAll();
    return inventory;
  }

  get hosts(): ReadonlyMap<string, InventoryHost> {
    return this.#hosts;
  }

  get groups(): ReadonlyMap<string, readonly string[]> {
    return this.#groups;
  }

  /** What is allowed, but hardly meant. */
  get warnings(): readonly InventoryWarning[] {
    return this.#now.findings.warnings;
  }

  /** Hosts of a pattern, in Ansible's order. Throws GorunError `inventory/unknown-pattern`. */
  select(pattern: string): readonly InventoryHost[] {
    const names = selectFrom(pattern, { hosts: this.#hosts, groups: this.#groups });
    return names.flatMap((name) => this.#hosts.get(name) ?? []);
  }

  /** The group of that name, with its own hosts, children and variables. */
  async group(name: string): Promise<InventoryGroup | undefined> {
    const raw = this.#now.raw.groups.get(name);
    if (raw === undefined) return undefined;
    return {
      name,
      hosts: [...raw.hosts],
      children: [...raw.children],
      priority: raw.priority,
      layers: await this.#now.layers.ofGroup(name),
    };
  }

  /**
   * Adds hosts, or groups and variables to known ones, as add_host does; group_vars and host_vars apply to them.
   * @returns the hosts, in the order asked for
   * @throws GorunErrors for a file of variables that is wrong
   */
  addHosts(added: readonly AddedHost[]): Promise<readonly InventoryHost[]> {
    return this.#inTurn(async () => {
      await this.#change((raw) => {
        for (const { name, groups = [], vars = {} } of added) {
          raw.setHostVars(name, vars);
          for (const group of groups) raw.group(group, inARun).hosts.add(name);
        }
        return added.map(({ name }) => name);
      });
      return added.flatMap(({ name }) => this.#hosts.get(name) ?? []);
    });
  }

  /**
   * Puts hosts into a group, as group_by does; names that are no hosts of the inventory are passed over.
   * @throws GorunError `inventory/syntax` where a parent stands below the group; nothing is changed then
   */
  addMembers({ group: name, hosts, parents = [] }: AddedMembers): Promise<void> {
    return this.#inTurn(async () => {
      for (const parent of parents) this.#graph.mayContain(parent, name);
      await this.#change((raw) => {
        const group = raw.group(name, inARun);
        for (const host of hosts) if (raw.hosts.has(host)) group.hosts.add(host);
        for (const parent of parents) raw.group(parent, inARun).children.add(name);
        // A group that moves takes all that is in it along.
        return parents.length === 0 ? hosts : new GroupGraph(raw).members(name);
      });
    });
  }

  /**
   * Reads all sources anew (`meta: refresh_inventory`), inventory scripts and files of variables too; what the run added stays.
   * @throws what loading throws; where a source is wrong, the inventory is then as it was
   */
  refresh(): Promise<void> {
    return this.#inTurn(async () => {
      const now = await this.#read();
      for (const change of this.#added) change(now.raw);
      reconcile(now.raw);
      this.#graph = new GroupGraph(now.raw);
      this.#now = now;
      for (const name of this.#groups.keys()) if (!now.raw.groups.has(name)) this.#groups.delete(name);
      for (const name of this.#hosts.keys()) if (!now.raw.hosts.has(name)) this.#hosts.delete(name);
      await this.#deriveAll();
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #change(change: Change): Promise<void> {
    const { raw } = this.#now;
    const touched = change(raw);
    this.#added.push(change);
    reconcile(raw);
    this.#graph = new GroupGraph(raw);
    const direct = new Map(
      touched.filter((host) => raw.hosts.has(host)).map((host) => [host, raw.groupsOf(host)]),
    );
    const joined = this.#graph.withAncestors([...direct.values()].flat());
    const made = [...raw.groups.keys()].filter((group) => !this.#groups.has(group));
    await this.#derive(direct, new Set(['ungrouped', ...joined, ...made]));
  }

  #deriveAll(): Promise<void> {
    const { raw } = this.#now;
    const direct = new Map<string, string[]>();
    for (const host of raw.hosts.keys()) direct.set(host, []);
    for (const group of raw.groups.values()) {
      for (const host of group.hosts) direct.get(host)?.push(group.name);
    }
    return this.#derive(direct, raw.groups.keys());
  }

  /** Works out groups and layers of hosts, of which the groups they stand in are given, and the members of groups. */
  async #derive(direct: ReadonlyMap<string, readonly string[]>, groups: Iterable<string>): Promise<void> {
    const { layers, findings } = this.#now;
    for (const name of groups) this.#groups.set(name, this.#graph.members(name));
    const shared = new Map<string, readonly [groups: readonly string[], layers: readonly Layer[]]>();
    for (const [name, own] of direct) {
      const key = own.join('\0');
      let known = shared.get(key);
      if (known === undefined) {
        const groups = this.#graph.withAncestors(own);
        known = [groups, await layers.ofGroups(groups)];
        shared.set(key, known);
      }
      const ofHost = layers.ofHost(name);
      const more = 'then' in ofHost ? await ofHost : ofHost;
      this.#put(name, known[0], more.length === 0 ? known[1] : [...known[1], ...more]);
    }
    if (findings.problems.length > 0) throw new GorunErrors(findings.problems.splice(0));
  }

  #put(name: string, groups: readonly string[], layers: readonly Layer[]): void {
    const known = this.#hosts.get(name);
    if (known === undefined) this.#hosts.set(name, { name, groups, layers });
    else {
      known.groups = groups;
      known.layers = layers;
    }
  }
}
