import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { goCrossCompile } from '../build/go-compiler.ts';
import { buildOnce } from '../build/once.ts';
import { stampOf } from '../build/stamp.ts';
import { type LabPlaces, labSources } from '../places.ts';

/** The path of the guest program, built or to be built. */
export function guestBuild(places: LabPlaces): string {
  return join(places.builds, `guest-${stampOf([], [join(labSources(), 'guest')])}.exe`);
}

/** Builds the guest program with Debian's Go: a second once the standard library is compiled. */
export async function buildGuest(places: LabPlaces): Promise<string> {
  const target = guestBuild(places);
  await buildOnce(target, async (temporary) => {
    const work = `${temporary}-work`;
    await rm(work, { recursive: true, force: true });
    // A copy, so that an npm package's folder, perhaps read-only, can be built from.
    await cp(join(labSources(), 'guest'), work, { recursive: true });
    await goCrossCompile(places, { output: temporary, what: '.', cwd: work, arch: 'amd64' });
    await rm(work, { recursive: true, force: true });
  });
  return target;
}
