import { lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What decides where the keeper's socket is. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDir: string;
  /** Undefined: a system without user ids, for which there is no keeper. */
  readonly uid: number | undefined;
}

/** A path of a Unix socket has 108 bytes with its end on Linux, and 104 elsewhere. */
const longestPath = process.platform === 'linux' ? 107 : 103;

/** Of the name of a socket in the folder, and of the temporary one that it is renamed from. */
const longestName = 40;

/** Why there is no folder for sockets; for a warning. */
export class NoFolder extends Error {}

/** Folders that may hold the socket, the best first. */
export function folderChoices({ env, homeDir }: Surroundings): readonly string[] {
  const runtime = env.XDG_RUNTIME_DIR;
  const cache = env.XDG_CACHE_HOME;
  return [
    ...(runtime === undefined || !runtime.startsWith('/') ? [] : [join(runtime, 'gorun')]),
    join(cache === undefined || !cache.startsWith('/') ? join(homeDir, '.cache') : cache, 'gorun', 'run'),
  ];
}

/**
 * The folder of the keeper's sockets, made where it is missing: a real folder of this user, which nobody else may enter.
 *
 * @throws NoFolder with the reason for each choice
 */
export async function socketFolder(surroundings: Surroundings): Promise<string> {
  const { uid } = surroundings;
  if (uid === undefined) throw new NoFolder('this system has no Unix sockets with permissions');
  const reasons: string[] = [];
  for (const folder of folderChoices(surroundings)) {
    const problem = await problemOf(folder, uid);
    if (problem === undefined) return folder;
    reasons.push(`${folder}: ${problem}`);
  }
  throw new NoFolder(reasons.join('; '));
}

async function problemOf(folder: string, uid: number): Promise<string | undefined> {
  if (Buffer.byteLength(folder) + 1 + longestName > longestPath)
    return 'its path is too long for that of a socket';
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const seen = await lstat(folder);
    if (!seen.isDirectory()) return 'it is no folder';
    if (seen.uid !== uid) return 'it belongs to somebody else';
    if ((seen.mode & 0o077) !== 0) return 'others may enter it (chmod 700)';
    return undefined;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
