import type { GorunError } from '../errors/gorun-error.ts';
import type { Layer } from '../expression/types.ts';
import { errorAt } from '../source/error-at.ts';
import { readYaml } from '../source/parse-yaml.ts';
import { collecting } from './collecting.ts';
import { variableOf } from './variables.ts';
import { hasVars, varsPaths } from './vars-paths.ts';

/** The variables of files, each file read once. */
export class VarsFiles {
  readonly #inventoryFolders: readonly string[];
  readonly #playbookFolder: string;
  readonly #problems: GorunError[];
  readonly #read = new Map<string, Promise<readonly Layer[]>>();

  constructor(inventoryFolders: readonly string[], playbookFolder: string, problems: GorunError[]) {
    this.#inventoryFolders = inventoryFolders;
    this.#playbookFolder = playbookFolder;
    this.#problems = problems;
  }

  besideInventory(kind: 'group_vars' | 'host_vars', name: string): Promise<readonly Layer[]> {
    const folders = this.#inventoryFolders.filter((folder) => folder !== this.#playbookFolder);
    return this.#layers(folders, kind, name);
  }

  besidePlaybook(kind: 'group_vars' | 'host_vars', name: string): Promise<readonly Layer[]> {
    return this.#layers([this.#playbookFolder], kind, name);
  }

  #layers(
    folders: readonly string[],
    kind: 'group_vars' | 'host_vars',
    name: string,
  ): Promise<readonly Layer[]> {
    const key = `${folders.join('\0')}\0${kind}\0${name}`;
    const known = this.#read.get(key);
    if (known !== undefined) return known;
    const paths = folders
      .filter((folder) => hasVars(folder, kind))
      .flatMap((folder) => varsPaths(folder, kind, name));
    const layers = this.#readAll(paths);
    this.#read.set(key, layers);
    return layers;
  }

  async #readAll(paths: readonly string[]): Promise<readonly Layer[]> {
    const layers: Layer[] = [];
    for (const path of paths) {
      const root = await collecting(this.#problems, () => readYaml(path));
      if (root === undefined) continue;
      if (root.kind === 'map') {
        layers.push(
          Object.fromEntries(root.entries.map(({ key, value }) => [key, variableOf(value, this.#problems)])),
        );
      } else {
        this.#problems.push(
          errorAt(root.place, 'inventory/syntax', 'a file of variables is a mapping: name: value'),
        );
      }
    }
    return layers;
  }
}
