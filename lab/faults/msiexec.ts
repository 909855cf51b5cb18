import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { copyFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { guestBuild } from '../guest/build.ts';
import { OVERRIDES } from '../host/snapshot.ts';
import { driveC, wine } from '../host/wine.ts';
import { buildMsi, msiBuild } from '../msi/build.ts';
import type { MsiDefect } from '../msi/package.ts';
import type { LabPlaces } from '../places.ts';
import type { Fault } from './parse.ts';

/** What the stand-in in front of msiexec reads: `fault` in guest/msiexec.go. */
export interface MsiexecFault {
  readonly kind: 'hang' | 'exit' | 'exit-after' | 'replace';
  readonly code: number;
  /** 0: always. */
  readonly times: number;
  /** The broken package that stands in for every one that is not spared. */
  readonly defect?: MsiDefect;
}

/** The msiexec fault among the faults ordered; undefined where the real msiexec stays as it is. Pure. */
export function msiexecFault(faults: readonly Fault[]): MsiexecFault | undefined {
  for (const { name, value } of faults) {
    switch (name) {
      case 'msiexec-hang':
        return { kind: 'hang', code: 0, times: value ?? 0 };
      case 'msiexec-1618':
        return { kind: 'exit', code: 1618, times: value ?? 2 };
      case 'msiexec-1603':
        return { kind: 'exit', code: 1603, times: value ?? 0 };
      case 'msiexec-3010':
        return { kind: 'exit-after', code: 3010, times: 0 };
      case 'msiexec-1641':
        return { kind: 'exit-after', code: 1641, times: 0 };
      case 'msi-fails-midway':
        return { kind: 'replace', code: 0, times: 0, defect: 'fails-midway' };
      // Windows' code; Wine's own is 1627.
      case 'msi-cut-short':
        return { kind: 'replace', code: 1620, times: 0, defect: 'cut-short' };
    }
  }
  return undefined;
}

/** Puts the stand-in in front of a host's msiexec. The version that the host has (`go1.20.14`) is spared: it can be put back. */
export async function standInFront(
  places: LabPlaces,
  prefix: string,
  fault: MsiexecFault,
  go: string,
): Promise<void> {
  const windows = join(driveC(prefix), 'windows');
  const lab = join(windows, 'lab');
  await mkdir(lab, { recursive: true });
  if (fault.defect !== undefined) {
    const broken = await buildMsi(places, { version: 'go1.21.13', arch: 'amd64', defect: fault.defect });
    await copyFile(broken, join(lab, 'broken.msi'));
  }
  const spare = go.startsWith('go') ? [sha256(msiBuild(places, { version: go, arch: 'amd64' }))] : [];
  const { kind, code, times } = fault;
  const order = { kind, code, times, spare, package: 'C:\\windows\\lab\\broken.msi' };
  await writeFile(join(lab, 'msiexec.json'), JSON.stringify(order));
  const system32 = join(windows, 'system32');
  await rename(join(system32, 'msiexec.exe'), join(system32, 'msiexec-real.exe'));
  await copyFile(guestBuild(places), join(system32, 'msiexec.exe'));
  // Wine starts its own msiexec, whatever file of that name lies there, unless told so.
  await wine(prefix, ['reg', 'add', OVERRIDES, '/v', 'msiexec.exe', '/d', 'native,builtin', '/f']);
}

const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
