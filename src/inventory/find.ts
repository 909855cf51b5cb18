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
}

/** Endings that Ansible, too, leaves aside in a folder of sources. */
const ignored = [
  '.pyc',
  '.pyo',
  '.swp',
  '.bak',
  '~',
  '.rpm',
  '.md',
  '.txt',
  '.rst',
  '.orig',
  '.cfg',
  '.retry',
];

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
    return { sources: [{ kind: 'names', names }], varsFolder: undefined };
  }
  const tried = [
    ...['.yml', '.yaml', '.ini', ''].map((ending) => join('inventories', `${name}${ending}`)),
    name,
  ];
  if (/[/\\.]/.test(name)) tried.reverse();
  for (const candidate of tried) {
    const path = resolve(cwd, candidate);
    if (!existsSync(path)) continue;
    return statSync(path).isDirectory()
      ? { sources: inFolder(path), varsFolder: path }
      : { sources: [{ kind: 'file', path }], varsFolder: dirname(path) };
  }
  throw new GorunError('inventory/not-found', {
    message: `no inventory "${name}"; looked for ${tried.join(', ')}`,
    fix: known(cwd),
  });
}

function inFolder(folder: string): InventorySource[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.') && !neverSources.includes(name))
    .filter((name) => !ignored.some((ending) => name.endsWith(ending)))
    .sort()
    .flatMap((name): InventorySource[] => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? inFolder(path) : [{ kind: 'file', path }];
    });
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
