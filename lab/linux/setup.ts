import { archiveBuild, archiveName, buildArchive } from '../archive/linux.ts';
import { makeDepot } from '../depot/make.ts';
import type { LabPlaces } from '../places.ts';
import type { LabProgress } from '../progress.ts';
import { isGoVersion, LAB_PACKAGES, unlessThere } from '../setup.ts';
import { makeClientKeys } from '../ssh/keys.ts';
import { checkNamespaces } from './namespaces.ts';
import type { LinuxOrder } from './order.ts';
import { ensureLinuxPrerequisites } from './prerequisites.ts';

/**
 * Makes everything that Linux hosts are made of: packages, keys, Go's archives in the depot. What is there is left alone.
 * @throws GorunError `lab/missing`, `lab/failed`
 */
export async function setUpLinux(
  places: LabPlaces,
  orders: readonly LinuxOrder[],
  progress: LabProgress,
): Promise<void> {
  await ensureLinuxPrerequisites(orders, progress);
  await checkNamespaces();
  await makeClientKeys(places);
  const ordered = orders.map(({ go }) => go).filter(isGoVersion);
  const versions = [...new Set([...LAB_PACKAGES.map(({ version }) => version), ...ordered])];
  // One after the other: the first compiles the standard library, the rest find it compiled.
  for (const version of versions) {
    await unlessThere(
      archiveBuild(places, version),
      progress,
      `archive ${version}`,
      `build Go's archive ${version} for Linux (the first 60 s, others 4 s)`,
      () => buildArchive(places, version),
    );
  }
  await makeDepot(
    places.depot,
    versions.map((version) => ({
      path: archiveBuild(places, version),
      filename: archiveName(version),
      os: 'linux',
      arch: 'amd64',
      version,
      kind: 'archive',
    })),
  );
}
