import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { copyFile, mkdir, rename, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { msiBuild } from '../msi/build.ts';
import { type MsiPackage, msiFilename } from '../msi/package.ts';
import type { LabPlaces } from '../places.ts';
import { writeWhole } from '../process/json-file.ts';
import { type IndexFile, versionIndex } from './version-index.ts';

/** Fills a depot folder with built packages and an index in the shape of go.dev/dl/?mode=json. */
export async function makeDepot(
  places: LabPlaces,
  folder: string,
  packages: readonly MsiPackage[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const files: IndexFile[] = [];
  for (const pack of packages) {
    const source = msiBuild(places, pack);
    const filename = msiFilename(pack.version, pack.arch);
    const target = join(folder, filename);
    const [have, want] = [await sizeOf(target), await sizeOf(source)];
    const content = readFileSync(source);
    if (have !== want || !readFileSync(target).equals(content)) {
      const temporary = join(folder, `.${basename(target)}.new`);
      await copyFile(source, temporary);
      await rename(temporary, target);
    }
    files.push({
      filename,
      os: 'windows',
      arch: pack.arch,
      version: pack.version,
      sha256: createHash('sha256').update(content).digest('hex'),
      size: content.length,
      kind: 'installer',
    });
  }
  writeWhole(join(folder, 'index.json'), `${JSON.stringify(versionIndex(files), null, 2)}\n`);
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return -1;
  }
}
