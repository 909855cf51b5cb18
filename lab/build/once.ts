import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { withLock } from '../process/lock.ts';

/**
 * Makes a file or folder once: under a temporary name, renamed when complete, so that a kill in the middle leaves nothing
 * that looks finished. Other processes wanting the same wait.
 * @param beforeDiscard is given what a killed build left, to end what may still run in it
 * @returns whether it was made now
 */
export async function buildOnce(
  path: string,
  make: (temporary: string) => Promise<void>,
  beforeDiscard: (unfinished: string) => Promise<void> = async () => {},
): Promise<boolean> {
  if (existsSync(path)) return false;
  mkdirSync(dirname(path), { recursive: true });
  return withLock(`${path}.lock`, async () => {
    if (existsSync(path)) return false;
    const temporary = join(dirname(path), `.${basename(path)}.building`);
    if (existsSync(temporary)) await beforeDiscard(temporary);
    removeUnfinished(path);
    await make(temporary);
    renameSync(temporary, path);
    return true;
  });
}

function removeUnfinished(path: string): void {
  const left = `.${basename(path)}.building`;
  for (const name of readdirSync(dirname(path))) {
    if (name.startsWith(left)) rmSync(join(dirname(path), name), { recursive: true, force: true });
  }
}
