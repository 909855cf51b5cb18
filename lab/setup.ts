import { existsSync } from 'node:fs';
import { makeDepot } from './depot/make.ts';
import { buildGuest, guestBuild } from './guest/build.ts';
import { makeBlank, makeReady, makeWithGo, snapshotPath } from './host/snapshot.ts';
import { buildMsi, msiBuild } from './msi/build.ts';
import { type MsiPackage, msiFilename } from './msi/package.ts';
import type { LabPlaces } from './places.ts';
import { powershellBuild, publishPowerShell } from './powershell/publish.ts';
import { ensurePrerequisites } from './prerequisites.ts';
import { type LabProgress, step } from './progress.ts';
import { makeClientKeys } from './ssh/keys.ts';

/** The Go versions that the lab has installers of. */
export const LAB_PACKAGES: readonly MsiPackage[] = [
  { version: 'go1.20.14', arch: 'amd64' },
  { version: 'go1.21.13', arch: 'amd64' },
  { version: 'go1.22.12', arch: 'amd64' },
  { version: 'go1.20.14', arch: '386' },
];

/**
 * Makes everything that hosts are made of: packages, PowerShell host, MSIs, snapshots with these Go versions. What is there is
 * left alone. Independent parts run at the same time.
 * @throws GorunError `lab/missing`, `lab/failed`
 */
export async function setUp(
  places: LabPlaces,
  versions: readonly string[],
  progress: LabProgress,
): Promise<void> {
  const packages = withOrdered(versions);
  await ensurePrerequisites(existsSync(powershellBuild(places)), progress);
  await makeClientKeys(places);
  await Promise.all([
    unlessThere(
      powershellBuild(places),
      progress,
      'powershell',
      'publish the PowerShell host (about 60 s)',
      () => publishPowerShell(places),
    ),
    unlessThere(snapshotPath(places, 'blank'), progress, 'windows', 'make a blank Windows (about 15 s)', () =>
      makeBlank(places),
    ),
    buildInstallers(places, packages, progress),
  ]);
  await unlessThere(snapshotPath(places, 'ready'), progress, 'host', 'put PowerShell on it (5 s)', () =>
    makeReady(places),
  );
  for (const version of versions) {
    if (!isGoVersion(version)) continue;
    await unlessThere(
      snapshotPath(places, version),
      progress,
      'snapshot',
      `install ${version} with msiexec (5 s)`,
      () => makeWithGo(places, version),
    );
  }
  await makeDepot(
    places.depot,
    packages.map((pack) => ({
      path: msiBuild(places, pack),
      filename: msiFilename(pack.version, pack.arch),
      os: 'windows',
      arch: pack.arch,
      version: pack.version,
      kind: 'installer',
    })),
  );
}

/** Whether this names a Go version (and not `none`). */
export const isGoVersion = (version: string): version is `go${string}` => version.startsWith('go');

/** The lab's own packages and an amd64 one of every version ordered beside them. */
function withOrdered(versions: readonly string[]): MsiPackage[] {
  const known = new Set(LAB_PACKAGES.map((pack) => pack.version));
  const others = versions.filter((version) => isGoVersion(version) && !known.has(version));
  return [...LAB_PACKAGES, ...others.map((version) => ({ version, arch: 'amd64' }) as const)];
}

// One after the other: the first compiles the standard library, the rest find it compiled.
async function buildInstallers(
  places: LabPlaces,
  packages: readonly MsiPackage[],
  progress: LabProgress,
): Promise<void> {
  await unlessThere(guestBuild(places), progress, 'guest', 'build the guest program (20 s)', () =>
    buildGuest(places),
  );
  for (const pack of packages) {
    const name = `${pack.version} ${pack.arch}`;
    await unlessThere(
      msiBuild(places, pack),
      progress,
      `msi ${name}`,
      `build Go's installer ${name} (the first 50 s, others 2 s)`,
      () => buildMsi(places, pack),
    );
  }
}

/** Does what makes a file or folder, and reports it as a step, unless that is there. */
export async function unlessThere(
  path: string,
  progress: LabProgress,
  name: string,
  detail: string,
  work: () => Promise<unknown>,
): Promise<void> {
  if (!existsSync(path)) await step(progress, name, detail, async () => void (await work()));
}
