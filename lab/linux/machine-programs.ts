import { existsSync } from 'node:fs';
import { chmod, cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildOnce } from '../build/once.ts';
import { stampOf } from '../build/stamp.ts';
import type { LabPlaces } from '../places.ts';
import { run } from '../process/run.ts';
import { isRoot } from './namespaces.ts';

// What checks that root owns it, or runs as root for anybody.
const SET_USER_ID = ['usr/bin/sudo', 'usr/bin/su', 'usr/bin/doas'];
const TRUSTED = ['usr/libexec/sudo', 'usr/lib/sudo'];

/**
 * Copies of sudo, su and doas that an ordinary user's hosts take for root's own: the machine's root is nobody to them.
 * @returns their folder; '' for root, whose hosts take the machine's
 */
export async function machinePrograms(places: LabPlaces): Promise<string> {
  if (isRoot()) return '';
  const there = [...SET_USER_ID, ...TRUSTED].filter((path) => existsSync(`/${path}`));
  const versions = await run(
    'sha256sum',
    there.map((path) => `/${path}`),
    { okCodes: [0, 1] },
  );
  const folder = join(places.builds, `linux-programs-${stampOf([versions.stdout])}`);
  await buildOnce(folder, async (temporary) => {
    await mkdir(temporary, { recursive: true, mode: 0o700 });
    for (const path of there) {
      await mkdir(dirname(join(temporary, path)), { recursive: true });
      await cp(`/${path}`, join(temporary, path), { recursive: true, verbatimSymlinks: true });
    }
    for (const path of SET_USER_ID) if (there.includes(path)) await chmod(join(temporary, path), 0o4755);
  });
  return folder;
}
