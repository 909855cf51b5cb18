import { open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DepotFile } from './index-file.ts';
import { wantedRange } from './range.ts';
import { refuse } from './refuse.ts';

function matches(header: string | undefined, etag: string): boolean {
  const named = (header ?? '').split(',').map((part) => part.trim());
  return named.some((part) => part === etag || part === `W/${etag}` || part === '*');
}

/** Sends a file of the depot, or the part that a Range header asks for. */
export async function sendFile(
  dir: string,
  file: DepotFile,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const etag = `"${file.sha256}"`;
  response.setHeader('ETag', etag);
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('Cache-Control', 'public, max-age=3600');
  if (matches(request.headers['if-none-match'], etag)) {
    response.writeHead(304).end();
    return;
  }
  const handle = await open(join(dir, file.filename), 'r').catch(() => undefined);
  if (!handle) return refuse(response, 404, 'the index has this file, the folder does not');
  try {
    const { size } = await handle.stat();
    // Never serve under a checksum what it does not fit.
    if (size !== file.size) return refuse(response, 500, 'file and index differ: `gorun depot add` it again');
    const ifRange = request.headers['if-range'];
    const range = typeof ifRange === 'string' && ifRange !== etag ? undefined : request.headers.range;
    const wanted = wantedRange(range, size);
    if (wanted.kind === 'none') {
      response.setHeader('Content-Range', `bytes */${size}`);
      return refuse(response, 416, 'no such part');
    }
    const [start, end] = wanted.kind === 'part' ? [wanted.start, wanted.end] : [0, size - 1];
    if (wanted.kind === 'part') response.setHeader('Content-Range', `bytes ${start}-${end}/${size}`);
    response.writeHead(wanted.kind === 'part' ? 206 : 200, {
      'Content-Type': 'application/octet-stream',
      'Content-Length': end - start + 1,
      'X-Content-Type-Options': 'nosniff',
    });
    if (request.method === 'HEAD' || size === 0) response.end();
    else await pipeline(handle.createReadStream({ start, end, autoClose: false }), response);
  } finally {
    await handle.close();
  }
}
