import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { inLanes } from './lanes.ts';
import type { SftpCalls } from './sftp-calls.ts';

/** Fetches a file to a temporary name beside `local`, then renames it. Throws what SFTP or the disk answers, or the signal's reason. */
export async function getFile(
  calls: SftpCalls,
  remote: string,
  local: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  const handle = await calls.open(remote, 'r');
  try {
    const size = await calls.size(handle);
    const temporary = join(dirname(local), `.${basename(local)}.gorun-${randomBytes(6).toString('hex')}`);
    const target = await open(temporary, 'wx');
    try {
      await inLanes(
        size,
        (bytes, position) => fetchPiece(calls, handle, target, bytes, position),
        () => {},
        signal,
      ).finally(() => target.close());
      await rename(temporary, local);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  } finally {
    await calls.close(handle).catch(() => {});
  }
}

/** A server may answer with less than was asked for. */
async function fetchPiece(
  calls: SftpCalls,
  handle: Buffer,
  target: FileHandle,
  bytes: Buffer,
  position: number,
): Promise<void> {
  for (let filled = 0; filled < bytes.length; ) {
    const read = await calls.read(handle, bytes.subarray(filled), position + filled);
    if (read === 0) throw new Error('the file on the host became shorter while it was fetched');
    filled += read;
  }
  await target.write(bytes, 0, bytes.length, position);
}
