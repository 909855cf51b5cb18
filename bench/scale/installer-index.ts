import { once } from 'node:events';
import { createServer } from 'node:http';
import { former, wanted } from './playbook.ts';

/** Size and checksum of the installers that no simulated host ever loads. */
export const installer = { size: 60_000_000, sha256: 'a'.repeat(64) };

/** A version index on loopback, as a depot has it. */
export interface InstallerIndex {
  readonly url: string;
  close(): void;
}

/** Serves the index; the installers themselves are not there. */
export async function serveIndex(): Promise<InstallerIndex> {
  const text = JSON.stringify(
    [wanted, former].map((version) => ({
      version: `go${version}`,
      stable: true,
      files: [
        {
          filename: `go${version}.windows-amd64.msi`,
          os: 'windows',
          arch: 'amd64',
          version: `go${version}`,
          kind: 'installer',
          ...installer,
        },
      ],
    })),
  );
  const server = createServer((_, answer) => answer.end(text));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close() };
}
