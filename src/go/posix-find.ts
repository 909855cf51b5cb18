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

/** GOROOT of a new login, where it is not the Go that PATH finds: Go then uses the wrong library. */
export function posixStaleGoroot(
  state: PosixGoState,
): { readonly value: string; readonly why: string } | undefined {
  const { goroot } = state;
  if (goroot === null) return undefined;
  const folder = posixFolderAt(state, goroot);
  if (folder?.exe !== true) return { value: goroot, why: 'no Go is there' };
  const command = posixCommand(state);
  if (command !== undefined && command.root !== realPath(folder))
    return { value: goroot, why: `PATH finds ${command.file}` };
  return undefined;
}

/** A path without a slash at its end. */
export const tidy = (path: string): string => (path.length > 1 ? path.replace(/\/+$/, '') : path);
