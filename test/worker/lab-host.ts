import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clonePrefix } from '../../lab/host/clone.ts';
import { snapshotPath } from '../../lab/host/snapshot.ts';
import { driveC, stopWine } from '../../lab/host/wine.ts';
import { labPlaces } from '../../lab/places.ts';
import { setUp } from '../../lab/setup.ts';

/** A Windows of its own for a test file: no SSH in front, only the prefix. */
export interface TestHost {
  readonly prefix: string;
  /** The path on this machine of a path like `C:\temp\x`. */
  here(path: string): string;
  remove(): Promise<void>;
}

/** Clones a host; what hosts are made of is made first where it is missing. */
export async function testHost(name: string): Promise<TestHost> {
  const places = labPlaces();
  const ready = snapshotPath(places, 'ready');
  if (!existsSync(ready)) await setUp(places, [], () => {});
  const prefix = join(tmpdir(), `gorun-test-${name}-${process.pid}`);
  await mkdir(prefix, { recursive: true });
  await clonePrefix(ready, prefix);
  return {
    prefix,
    here: (path) => join(driveC(prefix), path.slice(3).replaceAll('\\', '/')),
    remove: async () => {
      await stopWine(prefix);
      await rm(prefix, { recursive: true, force: true });
    },
  };
}
