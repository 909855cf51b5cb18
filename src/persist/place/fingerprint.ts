import { createHash } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Rooms whose code decides what a keeper and a kept worker are; in the package nearly all code is in chunks. */
const rooms = ['persist', 'connection', 'worker', 'chunks'];

/** The files of those rooms: `src/` in a clone, `dist/` in the package. */
const sources = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Equal for runs that may share a keeper: the same gorun, and the same view of files and network. A newer gorun gets one of its own.
 *
 * @returns 16 hex digits
 */
export async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  // Files of a package all have the same time: then it is the version that tells.
  hash.update(await readFile(join(dirname(sources), 'package.json')));
  hash.update(JSON.stringify([sources, process.version, namespace('mnt'), namespace('net')]));
  for (const room of rooms) {
    const folder = join(sources, room);
    const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
    for (const path of paths.sort()) {
      const { size, mtimeMs } = await stat(path);
      hash.update(`${path} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** In a namespace of its own (a container, `ip netns exec`) the same names lead elsewhere. */
function namespace(kind: string): string {
  try {
    return readlinkSync(`/proc/self/ns/${kind}`);
  } catch {
    return '';
  }
}
