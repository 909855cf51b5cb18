import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { GorunError } from '../errors/gorun-error.ts';
import { newestReleases } from './index-change.ts';
import { readDepotIndex } from './index-file.ts';
import { refuse } from './refuse.ts';
import { sendFile } from './send-file.ts';

/** What to serve, and where. */
export interface DepotOptions {
  /** The folder with `index.json` and the files. */
  readonly dir: string;
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  /** Told of each answered request. */
  readonly onRequest?: (told: { method: string; path: string; status: number; bytes: number }) => void;
}

/** A depot that runs. */
export interface Depot {
  /** Its version index as hosts and playbooks name it (`go_index`). */
  readonly indexUrl: string;
  readonly port: number;
  /** Stops it; open downloads are cut. */
  close(): Promise<void>;
}

/** Connections at once; a fleet's hosts wait in the backlog rather than take the depot down. */
const mostConnections = 1_000;
const longestUrl = 2_048;

async function sendIndex(
  dir: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const index = await readDepotIndex(dir);
  const shown = url.searchParams.get('include') === 'all' ? index : newestReleases(index);
  const body = Buffer.from(`${JSON.stringify(shown, null, 1)}\n`);
  response.writeHead(200, {
    'Content-Type': 'application/json',
    'Content-Length': body.length,
    'Cache-Control': 'no-cache',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

async function answer(dir: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return refuse(response, 405, 'only GET and HEAD');
  }
  const target = request.url ?? '/';
  if (target.length > longestUrl) return refuse(response, 414, 'the address is too long');
  const url = URL.parse(target, 'http://depot');
  if (!url) return refuse(response, 400, 'not an address');
  if (url.pathname === '/dl' || url.pathname === '/dl/') {
    if (url.searchParams.get('mode') === 'json') return sendIndex(dir, url, request, response);
    return refuse(response, 404, 'the version index is at /dl/?mode=json&include=all');
  }
  // Only what the index names is served: a path can't lead anywhere else.
  const name = /^\/dl\/([^/]+)$/.exec(url.pathname)?.[1];
  const file =
    name === undefined
      ? undefined
      : (await readDepotIndex(dir)).flatMap(({ files }) => files).find(({ filename }) => filename === name);
  if (!file) return refuse(response, 404, 'the depot does not have this file');
  return sendFile(dir, file, request, response);
}

/** Serves a depot's folder over HTTP in go.dev's shape. Throws GorunError `depot/unavailable`, `depot/bad-index`. */
export async function startDepot(options: DepotOptions): Promise<Depot> {
  await readDepotIndex(options.dir);
  const server = createServer(
    { maxHeaderSize: 8_192, headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5_000 },
    (request, response) => {
      const before = request.socket.bytesWritten;
      response.on('close', () =>
        options.onRequest?.({
          method: request.method ?? '',
          path: request.url ?? '',
          status: response.statusCode,
          bytes: request.socket.bytesWritten - before,
        }),
      );
      answer(options.dir, request, response).catch(() => {
        // The client went away, or the folder broke: after the head there is nothing left to say but to cut.
        if (response.headersSent) response.destroy();
        else refuse(response, 500, 'the depot cannot read its folder');
      });
    },
  );
  server.maxConnections = mostConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new GorunError('depot/unavailable', {
          message: `the depot cannot listen on ${options.host}:${options.port}: ${cause.message}`,
          fix: 'Pick another --port or --host.',
          cause,
        }),
      ),
    );
    server.listen(options.port, options.host, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    indexUrl: `http://${host}:${port}/dl/?mode=json&include=all`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
