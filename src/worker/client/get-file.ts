import { createHash, randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { FileTransfer } from '../../connection/types.ts';
import { GorunError } from '../../errors/gorun-error.ts';
import { isJsonObject, type Json } from '../../json.ts';
import type { ExchangeOptions } from '../session.ts';
import type { WorkerCalls } from './worker-calls.ts';

const chunkSize = 256 * 1024;

/**
 * Fetches a file to a temporary name beside its target, then renames it. Throws GorunError `connection/file-transfer`.
 */
export async function getFile(
  worker: WorkerCalls,
  files: FileTransfer | undefined,
  remote: string,
  local: string,
  options: ExchangeOptions = {},
): Promise<void> {
  const temporary = `${local}.${randomUUID().slice(0, 8)}.part`;
  try {
    // Another account may be the only one that can read it.
    if (files === undefined || files.staging !== undefined)
      await getThroughWorker(worker, remote, temporary, options);
    else await files.get(remote, temporary, options.signal);
    await rename(temporary, local);
  } catch (cause) {
    await rm(temporary, { force: true });
    if (cause instanceof GorunError || options.signal?.aborted) throw cause;
    const message = `${local} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new GorunError('connection/file-transfer', { message, cause });
  }
}

async function getThroughWorker(
  worker: WorkerCalls,
  remote: string,
  temporary: string,
  options: ExchangeOptions,
): Promise<void> {
  const file = await open(temporary, 'wx');
  const hash = createHash('sha256');
  try {
    let expected = '';
    for (let offset = 0, size = 1; offset < size; ) {
      const args = { path: remote, offset, length: chunkSize };
      const chunk = understood(await worker.call('file.get', args, options), remote);
      if (offset === 0) expected = chunk.sha256;
      if (chunk.data.length === 0 && offset < chunk.size) throw changed(remote);
      await file.write(chunk.data, 0, chunk.data.length, offset);
      hash.update(chunk.data);
      offset += chunk.data.length;
      size = chunk.size;
      options.onProgress?.(0, { received: offset, size });
    }
    if (hash.digest('hex') !== expected) throw changed(remote);
  } finally {
    await file.close();
  }
}

function understood(value: Json, remote: string) {
  if (isJsonObject(value) && typeof value.data === 'string' && typeof value.size === 'number') {
    const { data, size, sha256 } = value;
    return { data: Buffer.from(data, 'base64'), size, sha256: typeof sha256 === 'string' ? sha256 : '' };
  }
  throw new GorunError('worker/protocol', {
    message: `the worker's answer about ${remote} is not understood`,
  });
}

function changed(remote: string): GorunError {
  return new GorunError('connection/file-transfer', { message: `${remote} changed while it was fetched` });
}
