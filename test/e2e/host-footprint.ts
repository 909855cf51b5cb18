import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type HostState, hostState } from '../../lab/index.ts';

/** All that an upgrade could leave on a host, read past gorun. */
export interface Footprint extends HostState {
  /** Paths below C: with their sizes and times; what Windows itself keeps writing is left out. */
  readonly files: readonly string[];
}

/** Folders that an upgrade writes to. */
const watched = ['Program Files', 'ProgramData', 'windows/Installer', 'tools'];

/** Looks at a host from outside. */
export async function footprint(prefix: string): Promise<Footprint> {
  const drive = join(prefix, 'drive_c');
  const files: string[] = [];
  for (const folder of watched) {
    const names = await readdir(join(drive, folder), { recursive: true }).catch(() => []);
    for (const name of names.sort()) {
      const { size, mtimeMs } = await stat(join(drive, folder, name));
      files.push(`${folder}/${name} ${size} ${mtimeMs}`);
    }
  }
  return { ...(await hostState(prefix)), files };
}
