import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { GorunError } from '../errors/gorun-error.ts';
import { type LoadPatience, loadFile } from './load-file.ts';

/** A file of an index: what it must be, and where it is had: a file on the controller or a URL. */
export interface WantedFile {
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  readonly url: string | null;
  readonly file: string | null;
}

interface Copying {
  readonly copy: Promise<string>;
  /** Of the one who asked first. */
  readonly signal: AbortSignal;
}

const copies = new Map<string, Copying>();
const usual: LoadPatience = { stall: 30, retries: 4 };

/**
 * The path of a checked copy on the controller, looked for once however many hosts ask at the same time.
 * Throws GorunError `depot/unavailable`, `depot/bad-index`.
 */
export async function localCopy(
  wanted: WantedFile,
  signal: AbortSignal,
  patience: LoadPatience = usual,
): Promise<string> {
  const key = `${wanted.sha256} ${wanted.file ?? wanted.url}`;
  const known = copies.get(key);
  if (known !== undefined) {
    try {
      return await known.copy;
    } catch (error) {
      // Who asked first was stopped, and the copy with it; others still want it.
      if (!known.signal.aborted || signal.aborted) throw error;
      return localCopy(wanted, signal, patience);
    }
  }
  const copy = findCopy(wanted, patience, signal);
  copies.set(key, { copy, signal });
  copy.catch(() => copies.delete(key));
  return copy;
}

/** The depot's own file, or one loaded into the user's cache. */
async function findCopy(wanted: WantedFile, patience: LoadPatience, signal: AbortSignal): Promise<string> {
  if (wanted.file !== null) {
    const problem = await problemOf(wanted.file, wanted);
    if (problem === undefined) return wanted.file;
    throw new GorunError('depot/bad-index', { message: problem, fix: mend });
  }
  if (wanted.url === null)
    throw new GorunError('depot/bad-index', { message: 'the index names neither a file nor a URL' });
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'gorun', 'msi');
  const path = join(folder, wanted.sha256);
  if ((await problemOf(path, wanted)) === undefined) return path;
  await mkdir(folder, { recursive: true });
  const temporary = `${path}.${randomUUID()}.part`;
  try {
    await loadFile(wanted.url, temporary, wanted.size, patience, signal);
    const problem = await problemOf(temporary, wanted);
    if (problem !== undefined)
      throw new GorunError('depot/bad-index', { message: `${wanted.url}: ${problem}`, fix: mend });
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  return path;
}

const mend = 'Fill the depot anew with `gorun depot add`.';

async function problemOf(path: string, wanted: WantedFile): Promise<string | undefined> {
  const { size } = await stat(path).catch(() => ({ size: -1 }));
  if (size < 0) return `${path} is not there`;
  if (size !== wanted.size) return `${path} has ${size} bytes; the index says ${wanted.size}`;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const found = hash.digest('hex');
  return found === wanted.sha256
    ? undefined
    : `${path} has the checksum ${found}; the index says ${wanted.sha256}`;
}
