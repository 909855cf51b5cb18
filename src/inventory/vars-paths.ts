import { type Dirent, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

/** The two kinds of folders with variables. */
export type VarsKind = 'group_vars' | 'host_vars';

/** Endings of files of variables; where several have one name, the first is taken, as in Ansible. */
const endings = ['', '.yml', '.yaml', '.json'];

/** A folder group_vars or host_vars. It is listed once, so that thousands of hosts without files cost nothing. */
export class VarsFolder {
  readonly #path: string;
  readonly #entries: ReadonlyMap<string, Dirent>;

  constructor(beside: string, kind: VarsKind) {
    this.#path = join(beside, kind);
    this.#entries = new Map(listed(this.#path).map((entry) => [entry.name, entry]));
  }

  /** The files that hold the variables of a group or host, in the order in which they apply: NAME (a file, or a folder of files), else NAME.yml, NAME.yaml, NAME.json. */
  paths(name: string): readonly string[] {
    if (this.#entries.size === 0) return [];
    const [first] = this.#named(name);
    if (first === undefined) return [];
    const path = join(this.#path, first.name);
    return isFolder(first, path) ? below(path) : [path];
  }

  /** Files that stand beside the one that is taken, and are not read. */
  overlooked(name: string): readonly string[] {
    return this.#named(name)
      .slice(1)
      .map((entry) => join(this.#path, entry.name));
  }

  // A host's name is data: only what is listed can be found, so it never leads out of the folder.
  #named(name: string): Dirent[] {
    return endings.flatMap((ending) => this.#entries.get(`${name}${ending}`) ?? []);
  }
}

/** Files of a folder NAME, by name; hidden ones, backups and other endings are left aside. */
function below(folder: string): string[] {
  return listed(folder)
    .filter(({ name }) => !name.startsWith('.') && !name.endsWith('~'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      const ending = extname(entry.name);
      if (isFolder(entry, path)) return ending === '' ? below(path) : [];
      return endings.includes(ending) ? [path] : [];
    });
}

function isFolder(entry: Dirent, path: string): boolean {
  return entry.isDirectory() || (entry.isSymbolicLink() && isReadableFolder(path));
}

function isReadableFolder(path: string): boolean {
  try {
    readdirSync(path);
    return true;
  } catch {
    return false;
  }
}

/** Nothing where there is no such folder: most inventories have none. */
function listed(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
