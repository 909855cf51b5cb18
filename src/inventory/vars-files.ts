import type { Layer } from '../expression/types.ts';
import { readYaml } from '../source/parse-yaml.ts';
import type { Vault } from '../source/vault.ts';
import { collecting } from './collecting.ts';
import type { Findings } from './findings.ts';
import { setVar, type Vars } from './raw.ts';
import { variableOf } from './variables.ts';
import { VarsFolder, type VarsKind } from './vars-paths.ts';

/** Where a folder of variables stands; the second wins over the first. */
export type Beside = 'inventory' | 'playbook';

/** The variables of group_vars/ and host_vars/, each file read once. */
export class VarsFiles {
  readonly #folders: Readonly<Record<Beside, Readonly<Record<VarsKind, readonly VarsFolder[]>>>>;
  readonly #findings: Findings;
  readonly #vault: Vault | undefined;
  readonly #read = new Map<string, Promise<readonly Layer[]>>();

  constructor(
    inventoryFolders: readonly string[],
    playbookFolder: string,
    findings: Findings,
    vault?: Vault,
  ) {
    this.#vault = vault;
    const kinds = (folders: readonly string[]) => ({
      group_vars: folders.map((folder) => new VarsFolder(folder, 'group_vars')),
      host_vars: folders.map((folder) => new VarsFolder(folder, 'host_vars')),
    });
    this.#findings = findings;
    this.#folders = {
      inventory: kinds(inventoryFolders.filter((folder) => folder !== playbookFolder)),
      playbook: kinds([playbookFolder]),
    };
  }

  /** The layers of several groups, or of one host; folder by folder, and in each in the order of the names. */
  async layers(beside: Beside, kind: VarsKind, names: readonly string[]): Promise<readonly Layer[]> {
    const layers: Layer[] = [];
    for (const folder of this.#folders[beside][kind]) {
      for (const name of names) {
        const paths = folder.paths(name);
        if (paths.length > 0) layers.push(...(await this.#once(paths, folder.overlooked(name))));
      }
    }
    return layers;
  }

  /** Whether there is a file of that name at all. */
  has(kind: VarsKind, name: string): boolean {
    const { inventory, playbook } = this.#folders;
    return [...inventory[kind], ...playbook[kind]].some((folder) => folder.paths(name).length > 0);
  }

  #once(paths: readonly string[], overlooked: readonly string[]): Promise<readonly Layer[]> {
    const key = paths.join('\0');
    const known = this.#read.get(key);
    if (known !== undefined) return known;
    for (const path of overlooked) {
      this.#findings.warn(
        undefined,
        `${path} is not read, for ${paths[0] ?? ''} is there`,
        'Put the variables of a group or host into one file, or all of them into a folder of its name.',
      );
    }
    const layers = this.#readAll(paths);
    this.#read.set(key, layers);
    return layers;
  }

  async #readAll(paths: readonly string[]): Promise<readonly Layer[]> {
    const layers: Layer[] = [];
    for (const path of paths) {
      const root = await collecting(this.#findings.problems, () => readYaml(path, this.#vault));
      if (root === undefined) continue;
      if (root.kind === 'map') {
        const layer: Vars = {};
        for (const { key, value } of root.entries) setVar(layer, key, variableOf(value, this.#findings));
        layers.push(layer);
      } else if (!(root.kind === 'scalar' && root.value === null)) {
        this.#findings.problem(root.place, 'a file of variables is a mapping: name: value');
      }
    }
    return layers;
  }
}
