import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { GorunError } from '../errors/gorun-error.ts';
import type { Platform } from '../module/contract.ts';
import { shownPath } from './find-local.ts';
import { type Wanted, type WantedFile, wantedBytes, wantedFile } from './wanted.ts';

/** Bytes up to which a file travels inside of a request. */
const inlineFile = 64 * 1024;

/** Bytes of all files of a source that do; the others are sent as files. */
const inlineAll = 1024 * 1024;

/** Files and folders; a request is one line. */
const mostEntries = 20_000;

/**
 * What a file or folder of the controller is to be on a host. A folder keeps its name in the target, unless it is written
 * with a slash at its end. Links are followed. Throws GorunError `module/bad-source`.
 */
export async function readSource(
  path: string,
  written: string,
  dest: string,
  platform: Platform,
): Promise<Wanted> {
  if (!(await stat(path)).isDirectory()) {
    const name = basename(path);
    checkName(path, name, platform);
    return wantedFile(await readWanted(path, '', { left: inlineAll }), name, dest);
  }
  const budget = { left: inlineAll };
  const folders: string[] = [];
  const files: WantedFile[] = [];
  for await (const { local, path: inside, folder } of walk(path, '', [], platform)) {
    if (folders.length + files.length >= mostEntries)
      throw bad(
        path,
        `has more than ${mostEntries} files and folders`,
        'Pack it, and unpack it on the host.',
      );
    if (folder) folders.push(inside);
    else files.push(await readWanted(local, inside, budget));
  }
  const keepsName = !/[\\/]$/.test(written);
  return { name: keepsName ? basename(path) : null, into: keepsName, folders, files };
}

interface Entry {
  readonly local: string;
  readonly path: string;
  readonly folder: boolean;
}

async function* walk(
  local: string,
  path: string,
  above: readonly string[],
  platform: Platform,
): AsyncIterable<Entry> {
  const real = await realpath(local);
  if (above.includes(real)) throw bad(local, 'leads back to a folder above it', 'Remove the link.');
  yield { local, path, folder: true };
  const seen = new Map<string, string>();
  for (const name of (await readdir(local)).toSorted()) {
    const inner = join(local, name);
    checkName(inner, name, platform);
    const twin = platform === 'windows' ? seen.get(name.toLowerCase()) : undefined;
    if (twin !== undefined) throw bad(inner, `and ${twin} are one name on Windows`, 'Rename one of them.');
    seen.set(name.toLowerCase(), name);
    const inside = path === '' ? name : `${path}${platform === 'windows' ? '\\' : '/'}${name}`;
    if ((await stat(inner)).isDirectory()) yield* walk(inner, inside, [...above, real], platform);
    else yield { local: inner, path: inside, folder: false };
  }
}

function checkName(path: string, name: string, platform: Platform): void {
  if (platform === 'posix') return;
  if (/[<>:"|?*\\]|[. ]$/.test(name) || [...name].some((char) => char < ' '))
    throw bad(path, 'has a name that Windows does not take', 'Rename it.');
}

async function readWanted(local: string, path: string, budget: { left: number }): Promise<WantedFile> {
  const { size } = await stat(local);
  if (size <= inlineFile && size <= budget.left) {
    budget.left -= size;
    return wantedBytes(path, await readFile(local));
  }
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(local)) hash.update(chunk);
  return { path, size, sha256: hash.digest('hex'), data: null, file: local };
}

function bad(path: string, what: string, fix: string): GorunError {
  return new GorunError('module/bad-source', { message: `${shownPath(path)} ${what}`, fix });
}
