import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { GorunError } from '../errors/gorun-error.ts';

/**
 * Puts a new content in the place of a file's: all of it or nothing. The file keeps its permissions.
 * Throws GorunError `vault/write`; the file is then as it was.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  let temporary: string | undefined;
  try {
    // A link stays one: what it leads to is replaced.
    const target = await realpath(path);
    const { mode } = await stat(target);
    temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.gorun`);
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.chmod(mode & 0o777);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (cause) {
    if (temporary !== undefined) await rm(temporary, { force: true }).catch(() => undefined);
    const why = cause instanceof Error ? cause.message.replace(/, .*$/s, '') : String(cause);
    throw new GorunError('vault/write', { message: `${path} cannot be written: ${why}.`, cause });
  }
}
