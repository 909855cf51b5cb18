import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';

/** What is wrong with a depot. */
export type DepotFault = 'no-index' | 'web-page' | 'other-content' | 'too-short' | 'too-long' | 'stalls';

/** An index that tells the truth about a file, and calls it the installer of Go 1.21.13 for amd64 whatever it is. */
export async function indexFor(msi: string, filename: string): Promise<object[]> {
  const content = await readFile(msi);
  const entry = {
    filename,
    os: 'windows',
    arch: 'amd64',
    version: 'go1.21.13',
    sha256: createHash('sha256').update(content).digest('hex'),
    size: content.length,
    kind: 'installer',
  };
  return [{ version: 'go1.21.13', stable: true, files: [entry] }];
}

/** A depot on this machine whose index is right about the file, and which does not keep to it. */
export async function lyingDepot(
  msi: string,
  filename: string,
  fault: DepotFault,
): Promise<{ readonly index: string; readonly close: () => Promise<void> }> {
  const content = await readFile(msi);
  const index = JSON.stringify(await indexFor(msi, filename));
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/dl/?')) return sendFile(response, content, fault);
    if (fault === 'no-index') response.statusCode = 404;
    response.end(fault === 'web-page' ? '<html>Please log in</html>' : index);
  });
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

function sendFile(response: ServerResponse, content: Buffer, fault: DepotFault): void {
  if (fault === 'other-content') response.end(Buffer.alloc(content.length));
  else if (fault === 'too-short') response.end(content.subarray(0, 100_000));
  else if (fault === 'too-long') response.end(Buffer.concat([content, content]));
  else {
    response.writeHead(200, { 'Content-Length': content.length });
    response.write(content.subarray(0, 70_000));
  }
}
