import { randomBytes } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { inLanes } from './lanes.ts';
import { temporaryPath } from './remote-path.ts';
import type { SftpCalls } from './sftp-calls.ts';

/**
 * Sends a file to a temporary name beside `remote`, then renames it: nobody ever sees half a file there. On failure the
 * temporary file is removed. Paths are those of SFTP. Throws what SFTP answers, or the signal's reason.
 */
export async function putFile(
  calls: SftpCalls,
  local: string,
  remote: string,
  onBytes: (sent: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const source = await open(local, 'r');
  try {
    const temporary = temporaryPath(remote, randomBytes(6).toString('hex'));
    signal?.throwIfAborted();
    const handle = await calls.open(temporary, 'wx');
    try {
      await send(calls, source, handle, onBytes, signal).finally(() => calls.close(handle));
      await replace(calls, temporary, remote);
    } catch (error) {
      await calls.remove(temporary).catch(() => {});
      throw error;
    }
  } finally {
    await source.close();
  }
}

async function send(
  calls: SftpCalls,
  source: FileHandle,
  handle: Buffer,
  onBytes: (sent: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { size } = await source.stat();
  const piece = async (bytes: Buffer, position: number): Promise<void> => {
    const { bytesRead } = await source.read(bytes, 0, bytes.length, position);
    if (bytesRead < bytes.length) throw new Error('the local file became shorter while it was sent');
    await calls.write(handle, bytes, position);
  };
  try {
    await inLanes(size, piece, onBytes, signal);
  } catch (error) {
    if (isGenericFailure(error) && (await calls.freeBytes(handle)) === 0) {
      throw new Error('no space left on the disk', { cause: error });
    }
    throw error;
  }
}

/** posix-rename replaces in one step; a server without it (or one that fails there) gets remove and rename. */
async function replace(calls: SftpCalls, from: string, to: string): Promise<void> {
  try {
    await calls.posixRename(from, to);
  } catch {
    await calls.rename(from, to).catch(async () => {
      await calls.remove(to);
      await calls.rename(from, to);
    });
  }
}

/** SSH_FX_FAILURE: sftp-server's word for a full disk, among others. */
function isGenericFailure(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 4;
}
