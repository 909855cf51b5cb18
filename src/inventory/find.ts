import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { GorunError } from '../errors/gorun-error.ts';

/** Where an inventory comes from: a file, or host names written on the command line. */
export type InventorySource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'names'; readonly names: readonly string[] };

/** Endings that Ansible, too, leaves aside in a folder of sources. */
const ignored = new Set(['.pyc', '.cfg', '.retry', '.bak', '.orig', '.md', '.swp', '.rpm', '.csv', '.txt']);

/**
 * What `-i NAME` stands for: `a,b,` are names of hosts; a bare word is `inventories/NAME.yml`, `.yaml`, `.ini` or
 * `inventories/NAME/`, where there is one; else it is a path. A folder stands for its files, by name.
 * @throws GorunError `inventory/not-found`
 */
export function findSources(name: string, cwd: string): InventorySource[] {
  if (name.includes(',')) {
    const names = name
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '');
    return [{ kind: 'names', names }];
  }
  const tried = [
    ...['.yml', '.yaml', '.ini', ''].map((ending) => join('inventories', `${name}${ending}`)),
    name,
  ];
  if (/[/\\.]/.test(name)) tried.reverse();
  for (const candidate of tried) {
    const path = resolve(cwd, candidate);
    if (existsSync(path)) return statSync(path).isDirectory() ? inFolder(path) : [{ kind: 'file', path }];
  }
  throw new GorunError('inventory/not-found', {
    message: `no inventory "${name}"; looked for ${tried.join(', ')}`,
    fix: known(cwd),
  });
}

function inFolder(folder: string): InventorySource[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && !entry.name.endsWith('~'))
    .filter((entry) => !ignored.has(extname(entry.name)))
    .filter((entry) => !(entry.isDirectory() && /^(group|host)_vars$/.test(entry.name)))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry): InventorySource[] => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? inFolder(path) : [{ kind: 'file', path }];
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
