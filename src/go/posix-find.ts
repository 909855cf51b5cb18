import { posix } from 'node:path';
import type { PosixGoCommand, PosixGoFolder, PosixGoState } from './posix-state.ts';

/** The go that a new login finds through PATH. */
export const posixCommand = (state: PosixGoState): PosixGoCommand | undefined => state.commands[0];

/** The folder with that path. */
export const posixFolderAt = (state: PosixGoState, path: string): PosixGoFolder | undefined =>
  state.folders.find((folder) => folder.path === tidy(path));

/** Where a folder really is: a link leads to another one. */
export function realPath({ path, link }: PosixGoFolder): string {
  return link === null ? path : posix.resolve(posix.dirname(path), link);
}

/** The Go that the go of PATH belongs to. */
export function posixGoOnPath(state: PosixGoState): PosixGoFolder | undefined {
  const command = posixCommand(state);
  if (command === undefined) return undefined;
  const named = posix.dirname(command.entry);
  return (
    state.folders.find(({ path }) => path === command.root) ??
    state.folders.find(({ path }) => path === named) ??
    state.folders.find((folder) => realPath(folder) === command.root)
  );
}

/** A GOROOT of a new login that is not the root of the go that PATH finds: Go then uses the wrong library. */
export function posixStaleGoroots(
  state: PosixGoState,
): readonly { readonly scope: 'machine' | 'user'; readonly value: string; readonly why: string }[] {
  const command = posixCommand(state);
  const { machine, user } = state.goroot;
  // The account's own setting hides that of the machine.
  const scope = user === null ? 'machine' : 'user';
  const value = user ?? machine;
  if (value === null) return [];
  const folder = posixFolderAt(state, value);
  if (folder?.exe !== true) return [{ scope, value, why: 'no Go is there' }];
  if (command !== undefined && command.root !== realPath(folder))
    return [{ scope, value, why: `PATH finds ${command.file}` }];
  return [];
}

/** A path without a slash at its end. */
export const tidy = (path: string): string => (path.length > 1 ? path.replace(/\/+$/, '') : path);
