import type { Layer } from '../expression/types.ts';
import { isEmpty, type RawInventory } from './raw.ts';
import type { Beside, VarsFiles } from './vars-files.ts';

/** One origin of an inventory's variables. */
interface Origin {
  readonly name: string;
  /** Where it stands, for the reader of docs/inventory.md. */
  readonly where: string;
  readonly of: 'all' | 'groups' | 'host';
  readonly from: 'sources' | Beside;
}

/** Where a host's variables come from, the weakest first: Ansible's order. The table of docs/inventory.md is made from this. */
export const inventoryPrecedence = [
  { name: 'group `all`', where: '`vars` in the sources', of: 'all', from: 'sources' },
  {
    name: 'other groups',
    where: '`vars` in the sources; parents first, then by `ansible_group_priority`, then by name',
    of: 'groups',
    from: 'sources',
  },
  { name: '`group_vars/all`', where: 'beside the inventory', of: 'all', from: 'inventory' },
  { name: '`group_vars/all`', where: 'beside the playbook', of: 'all', from: 'playbook' },
  { name: '`group_vars/GROUP`', where: 'beside the inventory', of: 'groups', from: 'inventory' },
  { name: '`group_vars/GROUP`', where: 'beside the playbook', of: 'groups', from: 'playbook' },
  { name: 'host', where: 'beside it in the sources', of: 'host', from: 'sources' },
  { name: '`host_vars/HOST`', where: 'beside the inventory', of: 'host', from: 'inventory' },
  { name: '`host_vars/HOST`', where: 'beside the playbook', of: 'host', from: 'playbook' },
] as const satisfies readonly Origin[];

const none: readonly Layer[] = [];

/** The layers of hosts and groups, the weakest first. Hosts of the same groups share those of their groups. */
export class LayerStack {
  readonly #raw: RawInventory;
  readonly #files: VarsFiles;
  readonly #ofGroups = new Map<string, Promise<readonly Layer[]>>();

  constructor(raw: RawInventory, files: VarsFiles) {
    this.#raw = raw;
    this.#files = files;
  }

  /** What a host has from its groups, which come in the order in which they apply. */
  ofGroups(groups: readonly string[]): Promise<readonly Layer[]> {
    const key = groups.join('\0');
    const known = this.#ofGroups.get(key) ?? this.#groups(groups);
    this.#ofGroups.set(key, known);
    return known;
  }

  /** What a group itself gives to its hosts. */
  async ofGroup(group: string): Promise<readonly Layer[]> {
    const layers: Layer[] = [this.#raw.groups.get(group)?.vars ?? {}];
    for (const beside of ['inventory', 'playbook'] as const) {
      layers.push(...(await this.#files.layers(beside, 'group_vars', [group])));
    }
    return layers.filter((layer) => !isEmpty(layer));
  }

  /** What a host has of its own; at once where no file of host_vars is there to be read. */
  ofHost(host: string): readonly Layer[] | Promise<readonly Layer[]> {
    const own = this.#raw.hosts.get(host) ?? {};
    if (this.#files.has('host_vars', host)) return this.#host(host, own);
    return isEmpty(own) ? none : [own];
  }

  async #host(host: string, own: Layer): Promise<readonly Layer[]> {
    const layers: Layer[] = [];
    for (const { of, from } of inventoryPrecedence) {
      if (of !== 'host') continue;
      if (from === 'sources') layers.push(own);
      else layers.push(...(await this.#files.layers(from, 'host_vars', [host])));
    }
    return layers.filter((layer) => !isEmpty(layer));
  }

  async #groups(groups: readonly string[]): Promise<readonly Layer[]> {
    const names = { all: ['all'], groups: groups.filter((group) => group !== 'all') };
    const layers: Layer[] = [];
    for (const { of, from } of inventoryPrecedence) {
      if (of === 'host') continue;
      if (from === 'sources') layers.push(...names[of].map((name) => this.#raw.groups.get(name)?.vars ?? {}));
      else layers.push(...(await this.#files.layers(from, 'group_vars', names[of])));
    }
    return layers.filter((layer) => !isEmpty(layer));
  }
}
