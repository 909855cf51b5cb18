import { existsSync, readdirSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { GorunError, GorunErrors } from '../../errors/gorun-error.ts';
import { errorAt } from '../../source/error-at.ts';
import type { Place } from '../../source/file.ts';
import type { SourceNode } from '../../source/node.ts';
import { parseSource } from '../../source/parse-yaml.ts';
import { readText } from '../../source/read-text.ts';
import type { Vault } from '../../source/vault.ts';

/** Files that may lead to each other: an include that includes itself ends here. */
export const deepestChain = 50;

const yamlEndings = ['.yml', '.yaml', '.json', ''];

/** The files that a playbook is made of: each read once, named as a person in the working folder would name it. */
export class PlaybookFiles {
  readonly #cwd: string;
  readonly #vault: Vault | undefined;
  readonly #read = new Map<string, Promise<SourceNode | undefined>>();

  constructor(cwd: string, vault?: Vault) {
    this.#cwd = cwd;
    this.#vault = vault;
  }

  /** An absolute path. */
  absolute(path: string): string {
    return resolve(this.#cwd, path);
  }

  /** A path as messages and events show it. */
  shown(path: string): string {
    const near = relative(this.#cwd, path);
    return near.startsWith('..') || near === '' ? path : near;
  }

  /** The first of these that is a file. */
  find(folders: readonly string[], name: string): string | undefined {
    const paths = isAbsolute(name) ? [name] : folders.map((folder) => resolve(folder, name));
    return paths.find(isFile);
  }

  /** `main` in a folder, with any of YAML's endings. */
  findMain(folder: string, name = 'main'): string | undefined {
    return yamlEndings.map((ending) => join(folder, `${name}${ending}`)).find(isFile);
  }

  isFolder(path: string): boolean {
    return existsSync(path) && statSync(path).isDirectory();
  }

  /** The names of the folders in a folder. */
  foldersIn(path: string): string[] {
    if (!this.isFolder(path)) return [];
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  }

  /** The YAML files of a folder, by name. */
  below(path: string): string[] {
    if (!this.isFolder(path)) return [];
    return readdirSync(path)
      .filter((name) => yamlEndings.some((ending) => ending !== '' && name.endsWith(ending)))
      .toSorted()
      .map((name) => join(path, name));
  }

  /** Reads and parses. Throws GorunError, GorunErrors. */
  read(path: string): Promise<SourceNode | undefined> {
    const known = this.#read.get(path);
    if (known !== undefined) return known;
    const reading = readText(path).then((text) => parseSource(text, this.shown(path), this.#vault));
    this.#read.set(path, reading);
    return reading;
  }

  /** As {@link read}; what is wrong goes to `report`, with the place that named the file where it cannot be read at all. */
  async tryRead(
    path: string,
    named: Place,
    report: (error: GorunError) => void,
  ): Promise<SourceNode | undefined> {
    try {
      return await this.read(path);
    } catch (error) {
      if (error instanceof GorunErrors) for (const one of error.errors) report(one);
      else if (error instanceof GorunError)
        report(
          error.position === undefined ? errorAt(named, error.code, error.message, error.fix, error) : error,
        );
      else throw error;
      return undefined;
    }
  }
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
