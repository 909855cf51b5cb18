import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { linuxTree } from '../archive/linux.ts';
import type { LabPlaces } from '../places.ts';
import { run } from '../process/run.ts';

/** Puts a Go to /usr/local/go of a host that doesn't run, every file of it the host's own, and onto PATH as Go's guide says. */
export async function putGo(places: LabPlaces, root: string, version: string, slim: boolean): Promise<void> {
  const tree = await linuxTree(places, version);
  const target = join(root, 'usr/local/go');
  mkdirSync(target, { recursive: true });
  // `go/.` is all that is in it; join would take the point away.
  const parts = slim ? ['VERSION', 'bin', 'pkg'] : ['.'];
  await run('cp', ['-a', ...parts.map((part) => `${tree}/go/${part}`), target]);
  writeFileSync(join(root, 'etc/profile.d/go.sh'), 'export PATH=$PATH:/usr/local/go/bin\n');
}
