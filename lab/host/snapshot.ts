import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildOnce } from '../build/once.ts';
import { stampOf } from '../build/stamp.ts';
import { guestBuild } from '../guest/build.ts';
import { msiBuild } from '../msi/build.ts';
import { type LabPlaces, labSources } from '../places.ts';
import { powershellBuild } from '../powershell/publish.ts';
import { run } from '../process/run.ts';
import { clonePrefix } from './clone.ts';
import { driveC, stopWine, waitForWine, wine, wineEnvironment } from './wine.ts';

/** Where the guest program lies in a host. */
export const GUEST = 'C:\\windows\\system32\\lab-guest.exe';

/** Where Wine is told to start the file of that name and not its own program. */
export const OVERRIDES = 'HKCU\\Software\\Wine\\DllOverrides';

/** A snapshot that hosts are cloned from. The stamp covers the sources of all that is in it. */
export function snapshotPath(places: LabPlaces, content: 'blank' | 'ready' | `go${string}`): string {
  const own = stampOf([], [join(labSources(), 'host')]);
  if (content === 'blank') return join(places.snapshots, `blank-${own}`);
  const ready = stampOf([own, powershellBuild(places), guestBuild(places)]);
  if (content === 'ready') return join(places.snapshots, `ready-${ready}`);
  const msi = msiBuild(places, { version: content, arch: 'amd64' });
  return join(places.snapshots, `${content}-${stampOf([ready, msi])}`);
}

/** A Windows 10 with nothing on it: 13 s. */
export async function makeBlank(places: LabPlaces): Promise<void> {
  await buildOnce(
    snapshotPath(places, 'blank'),
    async (prefix) => {
      await mkdir(join(prefix, 'home'), { recursive: true });
      // Without mscoree and mshtml nothing asks for Mono or Gecko; afterwards .NET programs need mscoree.
      const env = { ...wineEnvironment(prefix), WINEDLLOVERRIDES: 'mscoree,mshtml=;winemenubuilder.exe=d' };
      await run('wine', ['wineboot', '-i'], { cwd: prefix, env });
      await run('wine', ['winecfg', '/v', 'win10'], { cwd: prefix, env });
      await waitForWine(prefix);
      await ownFolders(join(driveC(prefix), 'users'));
      await rm(join(prefix, 'dosdevices', 'z:'), { force: true });
      await rm(join(prefix, 'dosdevices', 'com1'), { force: true });
    },
    stopWine,
  );
}

/** A blank host plus PowerShell and the guest program, both built already. */
export async function makeReady(places: LabPlaces): Promise<void> {
  await buildOnce(
    snapshotPath(places, 'ready'),
    async (prefix) => {
      await clonePrefix(snapshotPath(places, 'blank'), prefix);
      const system32 = join(driveC(prefix), 'windows/system32');
      const home = join(system32, 'WindowsPowerShell/v1.0');
      await rm(home, { recursive: true });
      await run('cp', ['-al', powershellBuild(places), home]);
      await copyFile(guestBuild(places), join(system32, 'lab-guest.exe'));
      // Wine's own shutdown does nothing; this one has the front restart the host.
      await rm(join(system32, 'shutdown.exe'), { force: true });
      await copyFile(guestBuild(places), join(system32, 'shutdown.exe'));
      await wine(prefix, ['reg', 'add', OVERRIDES, '/v', 'shutdown.exe', '/d', 'native,builtin', '/f']);
      await mkdir(join(driveC(prefix), 'ProgramData'), { recursive: true });
      await mkdir(join(driveC(prefix), 'windows/lab'), { recursive: true });
      const key = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment';
      // For processes that build their environment anew from the registry.
      await wine(prefix, ['reg', 'add', key, '/v', 'DOTNET_EnableWriteXorExecute', '/d', '0', '/f']);
      await waitForWine(prefix);
    },
    stopWine,
  );
}

/** Makes folders of the links (Desktop, Documents …) by which Wine would show the Linux user's own. */
async function ownFolders(users: string): Promise<void> {
  for (const entry of await readdir(users, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) continue;
    await rm(join(entry.parentPath, entry.name));
    await mkdir(join(entry.parentPath, entry.name));
  }
}

/** A ready host on which the real msiexec has installed this Go (`go1.20.14`). */
export async function makeWithGo(places: LabPlaces, version: `go${string}`): Promise<void> {
  await buildOnce(
    snapshotPath(places, version),
    async (prefix) => {
      await clonePrefix(snapshotPath(places, 'ready'), prefix);
      const msi = join(driveC(prefix), 'windows/temp/go.msi');
      await mkdir(join(driveC(prefix), 'windows/temp'), { recursive: true });
      await copyFile(msiBuild(places, { version, arch: 'amd64' }), msi);
      await wine(prefix, ['msiexec', '/i', 'C:\\windows\\temp\\go.msi', '/qn', '/norestart']);
      await rm(msi);
      await waitForWine(prefix);
    },
    stopWine,
  );
}
