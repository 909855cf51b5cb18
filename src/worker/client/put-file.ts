import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileTransfer } from '../../connection/types.ts';
import { GorunError } from '../../errors/gorun-error.ts';
import type { Json } from '../../json.ts';
import type { ExchangeOptions } from '../session.ts';
import type { WorkerCalls } from './worker-calls.ts';

/** Bytes of a file per request: about 350 KB on the wire. */
const chunkSize = 256 * 1024;

/** Requests under way at once: enough to fill a line with a long round trip. */
const inFlight = 4;

/**
 * Moves a file to a temporary name beside its target, then lets the worker hold it against its SHA-256 and rename it.
 * Throws GorunError `connection/file-transfer`.
 */
export async function putFile(
  worker: WorkerCalls,
  files: FileTransfer | undefined,
  local: string,
  remote: string,
  options: ExchangeOptions = {},
): Promise<void> {
  const temporary =
    files?.staging === undefined
      ? `${remote}.${randomUUID().slice(0, 8)}.part`
      : `${files.staging}/.gorun-${randomUUID()}`;
  const { size, sha256 } =
    files === undefined
      ? await putThroughWorker(worker, local, temporary, options)
      : await putThroughTransfer(files, local, temporary, options);
  const foreign = files?.staging === undefined ? {} : { foreign: true };
  await worker.call('file.end', { temporary, path: remote, sha256, size, ...foreign }, options);
}

async function putThroughTransfer(
  files: FileTransfer,
  local: string,
  temporary: string,
  options: ExchangeOptions,
) {
  const { size, sha256 } = await digest(local);
  await files.put(local, temporary, inTwentieths(size, options), options.signal);
  return { size, sha256 };
}

async function putThroughWorker(
  worker: WorkerCalls,
  local: string,
  temporary: string,
  options: ExchangeOptions,
) {
  const { signal } = options;
  const file = await opened(local);
  const hash = createHash('sha256');
  const running = new Set<Promise<void>>();
  try {
    const { size } = await file.stat();
    const tell = inTwentieths(size, options);
    let offset = 0;
    do {
      // A buffer of its own for each: up to four are under way.
      const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(chunkSize, size - offset)), 0);
      if (bytesRead === 0 && offset < size) throw changed(local);
      const bytes = buffer.subarray(0, bytesRead);
      hash.update(bytes);
      const end = offset + bytesRead;
      const args: Json = { temporary, offset, data: bytes.toString('base64') };
      const sending = worker.call('file.put', args, signal === undefined ? {} : { signal }).then(() => {
        running.delete(sending);
        tell(end);
      });
      running.add(sending);
      // The first chunk makes the file; the others may overtake each other.
      if (offset === 0 || running.size >= inFlight) await Promise.race(running);
      offset = end;
    } while (offset < size);
    await Promise.all(running);
    return { size, sha256: hash.digest('hex') };
  } finally {
    await Promise.allSettled(running);
    await file.close();
  }
}

/** Tells how far a file has come, twenty times at most: a fleet sends thousands of pieces a second. */
function inTwentieths(size: number, { onProgress }: ExchangeOptions): (sent: number) => void {
  let told = 0;
  return (sent) => {
    const part = size === 0 ? 20 : Math.floor((sent * 20) / size);
    if (part <= told) return;
    told = part;
    onProgress?.(0, { sent, size });
  };
}

async function digest(local: string): Promise<{ readonly size: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of createReadStream(local)) {
      hash.update(chunk);
      size += chunk.length;
    }
  } catch (cause) {
    throw unreadable(local, cause);
  }
  return { size, sha256: hash.digest('hex') };
}

async function opened(local: string) {
  try {
    return await open(local, 'r');
  } catch (cause) {
    throw unreadable(local, cause);
  }
}

function unreadable(local: string, cause: unknown): GorunError {
  const message = `${local} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`;
  return new GorunError('connection/file-transfer', { message, cause });
}

function changed(local: string): GorunError {
  return new GorunError('connection/file-transfer', { message: `${local} became shorter while it was sent` });
}
