import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { GorunError } from '../errors/gorun-error.ts';

/** Where an inventory comes from: a file, or host names written on the command line. */
export type InventorySource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'names'; readonly names: readonly string[] };

/** What one `-i` stands for. */
export interface FoundInventory {
  /** In the order in which they are read. */
  readonly sources: readonly InventorySource[];
  /** Where its group_vars and host_vars stand: the folder given, or that of the file. */
  readonly varsFolder: string | undefined;
  /** Files of a folder of sources that look like one, but are none. */
  readonly leftAside: readonly string[];
}

/** Endings that Ansible, too, leaves aside in a folder of sources. */
const ignored = '.pyc .pyo .swp .bak ~ .rpm .md .txt .rst .orig .ini .cfg .retry'.split(' ');

/** Folders and files beside the sources that are none. */
const neverSources = ['group_vars', 'host_vars', 'vars_plugins'];

/**
 * What `-i NAME` stands for: `a,b,` are names of hosts; a bare word is `inventories/NAME.yml`, `.yaml`, `.ini` or
 * `inventories/NAME/`, where there is one; else it is a path. A folder stands for its files, by name.
 * @throws GorunError `inventory/not-found`
 */
export function findSources(name: string, cwd: string): FoundInventory {
  if (name.includes(',')) {
    const names = name
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '');
    return { sources: [{ kind: 'names', names }], varsFolder: undefined, leftAside: [] };
  }
  const tried = [
    ...['.yml', '.yaml', '.ini', ''].map((ending) => join('inventories', `${name}${ending}`)),
    name,
  ];
  if (/[/\\.]/.test(name)) tried.reverse();
  for (const candidate of tried) {
    const path = resolve(cwd, candidate);
    if (!existsSync(path)) continue;
    if (!statSync(path).isDirectory()) {
      return { sources: [{ kind: 'file', path }], varsFolder: dirname(path), leftAside: [] };
    }
    const paths = inFolder(path);
    return {
      sources: paths.filter((file) => !isIgnored(file)).map((file) => ({ kind: 'file', path: file })),
      varsFolder: path,
      leftAside: paths.filter((file) => file.endsWith('.ini')),
    };
  }
  throw new GorunError('inventory/not-found', {
    message: `no inventory "${name}"; looked for ${tried.join(', ')}`,
    fix: known(cwd),
  });
}

/** Files that may be sources, by name, folders inside included. */
function inFolder(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.') && !neverSources.includes(name))
    .filter((name) => name.endsWith('.ini') || !isIgnored(name))
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? inFolder(path) : [path];
    });
}

function isIgnored(name: string): boolean {
  return ignored.some((ending) => name.endsWith(ending));
}

function known(cwd: string): string {
  const folder = join(cwd, 'inventories');
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => !name.startsWith('.'))
        .map((name) => basename(name, extname(name)))
    : [];
  return names.length === 0
    ? 'Give a file with -i, or put it at inventories/NAME.yml.'
    : `Inventories here: ${[...new Set(names)].sort().join(', ')}.`;
}
