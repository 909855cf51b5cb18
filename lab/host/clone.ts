import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../process/run.ts';

/** Folders of C:\windows that programs write into: each host has its own. */
const OWN_IN_WINDOWS = ['lab', 'Installer', 'temp', 'Temp', 'tasks', 'logs'];

/**
 * Makes a host of a snapshot. C:\windows is shared by hard links, for nothing writes there; all else is the host's own copy,
 * so that a file overwritten in place never shows in another host.
 */
export async function clonePrefix(snapshot: string, prefix: string): Promise<void> {
  const from = join(snapshot, 'drive_c');
  const to = join(prefix, 'drive_c');
  await mkdir(to, { recursive: true });
  await mkdir(join(prefix, 'home'), { recursive: true });
  await run('cp', ['-al', join(from, 'windows'), to]);
  for (const folder of OWN_IN_WINDOWS) {
    if (!existsSync(join(from, 'windows', folder))) continue;
    await rm(join(to, 'windows', folder), { recursive: true, force: true });
    await run('cp', ['-a', join(from, 'windows', folder), join(to, 'windows')]);
  }
  for (const entry of await readdir(from)) {
    if (entry !== 'windows') await run('cp', ['-a', join(from, entry), to]);
  }
  await run('cp', ['-a', join(snapshot, 'dosdevices'), prefix]);
  for (const file of await readdir(snapshot)) {
    // Wine writes the registry anew under the same name: links would be safe, copies are surely so.
    if (file.endsWith('.reg') || file === '.update-timestamp')
      await cp(join(snapshot, file), join(prefix, file));
  }
}
