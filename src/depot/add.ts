import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { GorunError } from '../errors/gorun-error.ts';
import { parseGoFileName } from './file-name.ts';
import { withFiles } from './index-change.ts';
import { type DepotFile, indexName, readDepotIndex } from './index-file.ts';
import { withIndexLock } from './index-lock.ts';

async function described(path: string): Promise<DepotFile> {
  const filename = basename(path);
  const name = parseGoFileName(filename);
  if (!name) {
    throw new GorunError('cli/usage', {
      message: `${filename} is not named like one of Go's files`,
      fix: 'Keep the name it has at go.dev/dl, e.g. go1.21.13.windows-amd64.msi.',
    });
  }
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
    const { size } = await stat(path);
    return { filename, ...name, sha256: hash.digest('hex'), size };
  } catch (cause) {
    throw new GorunError('source/unreadable', { message: `${path} cannot be read`, cause });
  }
}

async function placed(path: string, dir: string): Promise<void> {
  const target = join(dir, basename(path));
  if (resolve(path) === resolve(target)) return;
  const temporary = join(dir, `.${basename(path)}.${randomUUID()}`);
  try {
    await copyFile(path, temporary);
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function writeIndex(dir: string, text: string): Promise<void> {
  const temporary = join(dir, `.${indexName}.${randomUUID()}`);
  const file = await open(temporary, 'wx');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, join(dir, indexName));
}

/**
 * Puts files of Go into a depot's folder and its index. All names and contents are checked before anything is written.
 * Throws GorunError `cli/usage` (a name that is none of Go's), `source/unreadable`, `depot/bad-index`.
 */
export async function depotAdd(dir: string, paths: readonly string[]): Promise<readonly DepotFile[]> {
  const files: DepotFile[] = [];
  for (const path of paths) files.push(await described(path));
  await mkdir(dir, { recursive: true });
  return withIndexLock(dir, async () => {
    const index = await readDepotIndex(dir);
    for (const path of paths) await placed(path, dir);
    await writeIndex(dir, `${JSON.stringify(withFiles(index, files), null, 2)}\n`);
    return files;
  });
}
