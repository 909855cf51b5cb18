/** An entry of a PATH: as the registry has it, and as a new process sees it. */
export interface PathEntry {
  readonly text: string;
  readonly expanded: string;
}

/**
 * What makes two spellings of a folder one: no case, no quotes, no spaces around, backslashes, none of them at the end.
 * Variables must be expanded already.
 */
export function folderKey(expanded: string): string {
  return expanded
    .replaceAll('"', '')
    .trim()
    .replaceAll('/', '\\')
    .replace(/(?<=.)\\+(?=\\)/g, '')
    .replace(/\\+$/, '')
    .toLowerCase();
}

/** The same on POSIX hosts: case, quotes and spaces are part of a name, a slash at the end is not. */
export function posixFolderKey(expanded: string): string {
  return expanded.replace(/(?<=.)\/$/, '');
}

/** What makes two spellings of a folder one. */
export type FolderKey = (expanded: string) => string;

/** Says whether two entries name one folder; empty ones name none. */
export function sameFolder(a: string, b: string): boolean {
  const key = folderKey(a);
  return key !== '' && key === folderKey(b);
}

/** Says whether an entry names no folder at all, like the one between `;;`. */
export const isEmptyEntry = (entry: PathEntry): boolean => folderKey(entry.expanded) === '';
