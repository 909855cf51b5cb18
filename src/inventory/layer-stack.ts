import type { Layer, Variable } from '../expression/types.ts';
import type { RawInventory } from './raw.ts';
import type { VarsFiles } from './vars-files.ts';

/** The layers of a host, the weakest first, in Ansible's order. Hosts share the layers of their groups. */
export class LayerStack {
  readonly #raw: RawInventory;
  readonly #files: VarsFiles;
  readonly #groupLayers = new Map<string, Layer>();
  readonly #ofGroups = new Map<string, Promise<readonly Layer[]>>();

  constructor(raw: RawInventory, files: VarsFiles) {
    this.#raw = raw;
    this.#files = files;
  }

  async of(host: string, groups: readonly string[]): Promise<readonly Layer[]> {
    const key = groups.join('\0');
    const known = this.#ofGroups.get(key) ?? this.#groups(groups);
    this.#ofGroups.set(key, known);
    const own: Layer = Object.fromEntries(this.#raw.hosts.get(host) ?? new Map<string, Variable>());
    return [
      ...(await known),
      own,
      ...(await this.#files.besideInventory('host_vars', host)),
      ...(await this.#files.besidePlaybook('host_vars', host)),
    ];
  }

  async #groups(groups: readonly string[]): Promise<readonly Layer[]> {
    const layers: Layer[] = groups.map((group) => this.#inline(group));
    const others = groups.filter((group) => group !== 'all');
    for (const part of [['all'], others]) {
      for (const group of part) layers.push(...(await this.#files.besideInventory('group_vars', group)));
      for (const group of part) layers.push(...(await this.#files.besidePlaybook('group_vars', group)));
    }
    return layers.filter((layer) => Object.keys(layer).length > 0);
  }

  #inline(group: string): Layer {
    const known = this.#groupLayers.get(group);
    if (known !== undefined) return known;
    const layer: Layer = Object.fromEntries(this.#raw.groups.get(group)?.vars ?? new Map<string, Variable>());
    this.#groupLayers.set(group, layer);
    return layer;
  }
}
