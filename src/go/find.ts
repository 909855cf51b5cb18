import { folderKey, sameFolder } from '../path-list/entry.ts';
import type { GoCommand, GoFolder, GoProduct, GoState } from './state.ts';

/** The folder that a `…\bin\go.exe` belongs to. */
export const rootOf = (file: string): string => file.split('\\').slice(0, -2).join('\\');

/** The folder with bin\go.exe at a path, if there is one. */
export const folderAt = (state: GoState, path: string): GoFolder | undefined =>
  state.folders.find((folder) => sameFolder(folder.path, path));

/** The go that a new process finds through PATH. */
export const commandOnPath = (state: GoState): GoCommand | undefined => state.commands[0];

/** Says whether an installed product's folder holds what the product says. */
export function isWhole(state: GoState, product: GoProduct): boolean {
  if (product.installDir === null) return false;
  const folder = folderAt(state, product.installDir);
  return folder?.exe === true && folder.version === product.version;
}

/** A GOROOT in the environment that is not the root of the go that PATH finds; Go then uses the wrong library. */
export function staleGoroots(state: GoState): { scope: 'machine' | 'user'; value: string; why: string }[] {
  const command = commandOnPath(state);
  const scopes = ['machine', 'user'] as const;
  return scopes.flatMap((scope) => {
    const value = state.goroot[scope];
    if (value === null || value === '') return [];
    if (folderAt(state, value)?.exe !== true) return [{ scope, value, why: 'no Go is there' }];
    if (command !== undefined && folderKey(rootOf(command.file)) !== folderKey(value))
      return [{ scope, value, why: `PATH finds ${command.file}` }];
    return [];
  });
}
