import { existsSync, readdirSync } from 'node:fs';
import { GorunError } from '../../src/errors/gorun-error.ts';

/** Where programs of this machine lie: an ordinary user's PATH often lacks the sbin folders. */
const FOLDERS = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Whether the machine has a program, or a file of this absolute path. */
export const hasProgram = (name: string): boolean =>
  name.startsWith('/') ? existsSync(name) : FOLDERS.some((folder) => existsSync(`${folder}/${name}`));

/**
 * Where a program of this machine lies.
 * @throws GorunError `lab/missing`
 */
export function programPath(name: string): string {
  const folder = FOLDERS.find((one) => existsSync(`${one}/${name}`));
  if (folder === undefined)
    throw new GorunError('lab/missing', { message: `this machine has no program ${name}` });
  return `${folder}/${name}`;
}

/** All names in /usr/bin. */
export const programNames = (): string[] => readdirSync('/usr/bin');
