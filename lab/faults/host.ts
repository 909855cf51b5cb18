import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { driveC, waitForWine, wine } from '../host/wine.ts';
import { msiBuild } from '../msi/build.ts';
import type { LabPlaces } from '../places.ts';
import { shrinkDisk } from './full-disk.ts';
import { msiexecFault, standInFront } from './msiexec.ts';
import type { Fault } from './parse.ts';

const MACHINE = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment';

/** Brings the faults that lie in a host itself onto a freshly cloned one. */
export async function faultHost(
  places: LabPlaces,
  prefix: string,
  faults: readonly Fault[],
  go: string,
): Promise<void> {
  const has = (name: Fault['name']) => faults.some((fault) => fault.name === name);
  if (has('custom-installdir'))
    await install(places, prefix, go, 'amd64', ['INSTALLDIR=C:\\tools\\Go dir\\']);
  if (has('go386twin')) await install(places, prefix, 'go1.20.14', '386', []);
  if (has('stale-goroot')) await setVariable(prefix, 'GOROOT', 'REG_SZ', 'C:\\Go1.9');
  if (has('doubled-path')) await doublePath(prefix);
  const msiexec = msiexecFault(faults);
  if (msiexec !== undefined) await standInFront(places, prefix, msiexec, go);
  await waitForWine(prefix);
  const disk = faults.find((fault) => fault.name === 'full-disk');
  if (disk !== undefined) await shrinkDisk(prefix, disk.value ?? 4_000_000);
}

async function install(
  places: LabPlaces,
  prefix: string,
  version: string,
  arch: 'amd64' | '386',
  properties: readonly string[],
): Promise<void> {
  const temp = join(driveC(prefix), 'windows/temp');
  await mkdir(temp, { recursive: true });
  await copyFile(msiBuild(places, { version, arch }), join(temp, 'fault.msi'));
  await wine(prefix, ['msiexec', '/i', 'C:\\windows\\temp\\fault.msi', '/qn', '/norestart', ...properties]);
  await rm(join(temp, 'fault.msi'));
}

async function setVariable(prefix: string, name: string, kind: string, value: string): Promise<void> {
  await wine(prefix, ['reg', 'add', MACHINE, '/v', name, '/t', kind, '/d', value, '/f']);
}

async function doublePath(prefix: string): Promise<void> {
  const path = [
    'c:\\PROGRAM FILES\\go\\BIN\\',
    '%SystemRoot%\\system32',
    '%SystemRoot%',
    '%SystemRoot%\\system32\\wbem',
    '',
    '%SystemRoot%\\system32\\WindowsPowershell\\v1.0',
    'C:\\Program Files\\Go\\bin',
    '"C:\\Program Files\\Go\\bin"',
  ];
  await setVariable(prefix, 'PATH', 'REG_EXPAND_SZ', path.join(';'));
}
