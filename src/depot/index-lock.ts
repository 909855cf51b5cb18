import { mkdir, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GorunError } from '../errors/gorun-error.ts';

/** A lock older than this belongs to a process that died: the work under it takes seconds. */
const abandonedAfter = 10 * 60_000;

/** Does something while no other `depot add` writes the same index; waits up to a minute. Throws GorunError `depot/unavailable`. */
export async function withIndexLock<T>(dir: string, work: () => Promise<T>): Promise<T> {
  // Making a folder is atomic on every file system, network shares included.
  const lock = join(dir, '.index.lock');
  for (let waited = 0; ; waited += 100) {
    try {
      await mkdir(lock);
      break;
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'))
        throw new GorunError('depot/unavailable', { message: `${dir} cannot be written`, cause });
      const since = await stat(lock).then(
        ({ mtimeMs }) => Date.now() - mtimeMs,
        () => 0,
      );
      if (since > abandonedAfter) await rmdir(lock).catch(() => undefined);
      else if (waited > 60_000) {
        throw new GorunError('depot/unavailable', {
          message: `${lock} is held by another \`gorun depot add\``,
          fix: `Wait for it; if there is none, remove ${lock}.`,
          cause,
        });
      } else await sleep(100);
    }
  }
  try {
    return await work();
  } finally {
    await rmdir(lock).catch(() => undefined);
  }
}
