import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** How a request is answered. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A depot of a test's own on this machine. */
export interface OwnDepot {
  /** What `index` of fetch_msi is to be. */
  readonly index: string;
  readonly close: () => Promise<void>;
}

/** The line of an index that tells the truth about a file, and calls it the installer of Go 1.21.13 for amd64 whatever it is. */
export const entryFor = (content: Buffer, filename: string) => ({
  filename,
  os: 'windows',
  arch: 'amd64',
  version: 'go1.21.13',
  sha256: createHash('sha256').update(content).digest('hex'),
  size: content.length,
  kind: 'installer',
});

/** An index of one installer. */
export const indexOf = (entry: object) => [{ version: 'go1.21.13', stable: true, files: [entry] }];

/** Serves an index, and whatever else is asked for as a file, until it is closed. */
export async function ownDepot(index: Answer, file: Answer): Promise<OwnDepot> {
  const server = createServer((request, response) =>
    (request.url?.startsWith('/dl/?') ? index : file)(request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    index: `http://127.0.0.1:${port}/dl/?mode=json&include=all`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
