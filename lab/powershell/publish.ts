import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildOnce } from '../build/once.ts';
import { stampOf } from '../build/stamp.ts';
import { type LabPlaces, labSources } from '../places.ts';
import { run } from '../process/run.ts';

/** The folder that the published powershell.exe lies in, or will lie in. */
export function powershellBuild(places: LabPlaces): string {
  return join(places.builds, `powershell-${stampOf([], [join(labSources(), 'powershell')])}`);
}

/** Publishes the PowerShell host for win-x64 with its runtime: 20 s, of which half is NuGet's. */
export async function publishPowerShell(places: LabPlaces): Promise<string> {
  const target = powershellBuild(places);
  await buildOnce(target, async (temporary) => {
    const work = `${temporary}-work`;
    await rm(work, { recursive: true, force: true });
    await mkdir(work, { recursive: true });
    // A copy, so that obj/ and bin/ never appear in the checkout.
    await cp(join(labSources(), 'powershell'), work, {
      recursive: true,
      filter: (path) => !/\/(bin|obj)$|\.ts$/.test(path),
    });
    await run('dotnet', ['publish', '-c', 'Release', '-o', join(work, 'published'), '--nologo'], {
      cwd: work,
      env: {
        ...process.env,
        DOTNET_CLI_TELEMETRY_OPTOUT: '1',
        DOTNET_NOLOGO: '1',
        // No compiler or build node stays behind.
        MSBUILDDISABLENODEREUSE: '1',
        UseSharedCompilation: 'false',
      },
    });
    await rename(join(work, 'published'), temporary);
    await rm(work, { recursive: true, force: true });
  });
  return target;
}
