import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readJson, writeWhole } from '../process/json-file.ts';
import { withLock } from '../process/lock.ts';
import { type IndexFile, indexFiles, versionIndex } from './version-index.ts';

/** A file that was built, and what the index is to say of it. */
export interface DepotSource extends Omit<IndexFile, 'sha256' | 'size'> {
  readonly path: string;
}

/**
 * Puts built files into a depot folder, and into its index in the shape of go.dev/dl/?mode=json. What other set-ups have put there
 * stays.
 */
export async function makeDepot(folder: string, sources: readonly DepotSource[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  // Beside the folder: everything in it is served.
  await withLock(join(dirname(folder), 'depot.lock'), async () => {
    const files: IndexFile[] = [];
    for (const source of sources) files.push(await putFile(folder, source));
    const index = join(folder, 'index.json');
    const others = (readJson(index, indexFiles) ?? []).filter(
      ({ filename }) =>
        existsSync(join(folder, filename)) && !files.some((file) => file.filename === filename),
    );
    writeWhole(index, `${JSON.stringify(versionIndex([...files, ...others]), null, 2)}\n`);
  });
}

async function putFile(folder: string, { path, ...said }: DepotSource): Promise<IndexFile> {
  const target = join(folder, said.filename);
  const content = readFileSync(path);
  if ((await sizeOf(target)) !== content.length || !readFileSync(target).equals(content)) {
    const temporary = join(folder, `.${said.filename}.new`);
    await copyFile(path, temporary);
    await rename(temporary, target);
  }
  const sha256 = createHash('sha256').update(content).digest('hex');
  const { filename, os, arch, version, kind } = said;
  return { filename, os, arch, version, sha256, size: content.length, kind };
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return -1;
  }
}
