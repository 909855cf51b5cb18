import { Type } from 'typebox';

/** A full path on a Windows host: a drive, a share, or a variable of the host, then what Windows takes in file names. */
export const hostPathPattern =
  '^(?:(?:%[A-Za-z_()0-9]+%|[A-Za-z]:)(?:[\\\\/]|$)|[\\\\/]{2}[^\\\\/<>:"|?*]+[\\\\/]+[^\\\\/<>:"|?*]+)[^<>:"|?*\\u0000-\\u001f]*$';

/** The parameter for such a path. */
export const hostPath = (description: string) =>
  Type.String({ minLength: 3, maxLength: 240, pattern: hostPathPattern, description });

/** With backslashes, and none at the end. */
export function trimmedPath(path: string): string {
  return path.replaceAll('/', '\\').replace(/(?<!^|:)\\+$/, '');
}

/** A name in a folder; nothing: the folder itself. */
export function joinedPath(folder: string, name: string): string {
  return name === '' ? trimmedPath(folder) : `${trimmedPath(folder).replace(/\\$/, '')}\\${name}`;
}

/** The folders above a path, the nearest first; a drive or a share, which nobody makes, is not among them. */
export function foldersAbove(path: string): readonly string[] {
  const parts = trimmedPath(path).split('\\');
  const first = parts[0] === '' ? 4 : 1;
  return parts
    .slice(first, -1)
    .map((_, index, { length }) => parts.slice(0, first + length - index).join('\\'));
}
