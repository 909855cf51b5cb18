import { existsSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { GorunError } from '../errors/gorun-error.ts';
import type { LookupIO } from '../module/contract.ts';

/**
 * A file or folder on the controller that a task names: in `files/` (or `templates/`) of its role or playbook, or beside
 * it. Throws GorunError `module/no-such-file`.
 */
export function findLocal(name: string, kind: 'files' | 'templates', { folders }: LookupIO): string {
  const places = isAbsolute(name)
    ? [name]
    : folders.flatMap((folder) => [join(folder, kind, name), join(folder, name)]);
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new GorunError('module/no-such-file', {
    message: `there is no ${name}; looked for ${places.map(shownPath).join(', ')}`,
  });
}

/** A path as a person in the working folder would write it. */
export function shownPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near === '' || near.startsWith('..') ? path : near;
}
