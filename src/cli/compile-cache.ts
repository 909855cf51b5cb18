import { mkdirSync, statSync } from 'node:fs';
import nodeModule from 'node:module';
import { dirname, join } from 'node:path';

/** Where compiled code is kept between starts, for this environment; undefined: it has no place for such things. */
export function compileCacheFolder(
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { XDG_CACHE_HOME: cache, HOME: home = environment.USERPROFILE } = environment;
  if (cache) return join(cache, 'gorun', 'compiled');
  return home ? join(home, '.cache', 'gorun', 'compiled') : undefined;
}

/**
 * Keeps compiled code for the next start, in a folder that nobody else can write to: what lies there is run. Node's own choice is a folder of /tmp,
 * which another user may have made before. Without such a folder nothing is kept, and NODE_COMPILE_CACHE wins.
 */
export function keepCompiledCode(folder: string | undefined): boolean {
  if (folder === undefined) return false;
  try {
    for (const level of [dirname(dirname(folder)), dirname(folder), folder]) makeFolder(level);
    const { uid, mode } = statSync(folder);
    const own = process.getuid?.();
    if (own !== undefined && (uid !== own || (mode & 0o022) !== 0)) return false;
    nodeModule.enableCompileCache(folder);
    return true;
  } catch {
    return false; // no home, or a full or read-only disk
  }
}

/** Not `recursive`: that never comes to an end where a home is said to be below /proc. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
