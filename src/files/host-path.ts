import { Type } from 'typebox';
import type { Platform, Refusal } from '../module/contract.ts';
import { refuse } from '../module/define.ts';

/** A full path on a Windows host: a drive, a share, or a variable of the host, then what Windows takes in file names. */
export const hostPathPattern =
  '^(?:(?:%[A-Za-z_()0-9]+%|[A-Za-z]:)(?:[\\\\/]|$)|[\\\\/]{2}[^\\\\/<>:"|?*]+[\\\\/]+[^\\\\/<>:"|?*]+)[^<>:"|?*\\u0000-\\u001f]*$';

/** A full path on a POSIX host. */
export const posixPathPattern = '^/(?!/)[^\\u0000]*$';

/** The parameter for a path on a Windows host. */
export const hostPath = (description: string) =>
  Type.String({ minLength: 3, maxLength: 240, pattern: hostPathPattern, description });

/** The parameter for a path on a POSIX host. */
export const posixPath = (description: string) =>
  Type.String({ minLength: 1, maxLength: 4_000, pattern: posixPathPattern, description });

/** The parameter for a path on a host of either kind. */
export const anyHostPath = (description: string) =>
  Type.String({
    minLength: 1,
    maxLength: 4_000,
    pattern: `(?:${hostPathPattern})|(?:${posixPathPattern})`,
    description: `${description} In the host’s own way: \`/etc/x\` or \`C:\\x\`.`,
  });

/** Whether a path is one of a POSIX host; two slashes in front begin a share of Windows. */
export const isPosixPath = (path: string): boolean => /^\/(?!\/)/.test(path);

/** Why a path cannot be meant on a host of that kind. */
export function pathProblem(path: string, platform: Platform): Refusal | undefined {
  if (isPosixPath(path) === (platform === 'posix')) return undefined;
  return platform === 'posix'
    ? refuse(`${path} is a path of Windows; this host has none of those`, 'Give a path that begins with /.')
    : refuse(`${path} is a path of a POSIX host; this one is Windows`, 'Give a path with a drive: C:\\…');
}

/** With backslashes on Windows; none, and no slash, at the end. */
export function trimmedPath(path: string): string {
  if (isPosixPath(path)) return path.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
  return path.replaceAll('/', '\\').replace(/(?<!^|:)\\+$/, '');
}

/** A name in a folder; nothing: the folder itself. */
export function joinedPath(folder: string, name: string): string {
  const trimmed = trimmedPath(folder);
  if (name === '') return trimmed;
  return isPosixPath(folder)
    ? `${trimmed.replace(/\/$/, '')}/${name}`
    : `${trimmed.replace(/\\$/, '')}\\${name}`;
}

/** The folders above a path, the nearest first; a drive, a share or the root, which nobody makes, is not among them. */
export function foldersAbove(path: string): readonly string[] {
  const separator = isPosixPath(path) ? '/' : '\\';
  const parts = trimmedPath(path).split(separator);
  const first = separator === '\\' && parts[0] === '' ? 4 : 1;
  return parts
    .slice(first, -1)
    .map((_, index, { length }) => parts.slice(0, first + length - index).join(separator));
}
