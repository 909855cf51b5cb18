import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename, join } from 'node:path';
import type { BenchHost } from './hosts.ts';

/** The version that the workload brings. */
export const version = '1.21.13';

/** Where the workload puts things on a host. */
export const targets = {
  archive: `/var/cache/go${version}.linux-amd64.tar.gz`,
  /** gorun keeps versions side by side under a name of its own, and a link to the one in use. */
  folder: `/opt/go${version}`,
  root: '/usr/local',
  profile: '/etc/profile.d/go.sh',
  settings: '/etc/go.env',
} as const;

/** The archive of Go and where hosts load it. */
export interface Workload {
  /** Of the version index beside the archive. */
  readonly index: string;
  readonly url: string;
  readonly sha256: string;
  close(): void;
}

const archive = `go${version}.linux-amd64.tar.gz`;

/** Serves the lab's depot on loopback: real archives of Go and their index, 7 MB each for the lab leaves sources out. */
export async function serveWorkload(depot: string): Promise<Workload> {
  const sha256 = createHash('sha256')
    .update(await readFile(join(depot, archive)))
    .digest('hex');
  const server = createServer((request, answer) => {
    const file = createReadStream(join(depot, basename(request.url ?? '')));
    file.on('error', () => answer.writeHead(404).end());
    file.pipe(answer);
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1_024 });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const base = `http://127.0.0.1:${address.port}`;
  return {
    index: `${base}/index.json`,
    url: `${base}/${archive}`,
    sha256,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Makes a host as it was before any tool ever ran the workload on it. */
export async function resetHost({ folder }: BenchHost): Promise<void> {
  const { root, ...others } = targets;
  const made = [...Object.values(others), `${root}/go`, `${root}/go-versions`, '/var/lib/gorun'];
  for (const path of made) await rm(join(folder, path), { recursive: true, force: true });
  for (const above of ['/var/cache', '/opt', '/etc/profile.d'])
    await mkdir(join(folder, above), { recursive: true });
}

/** Twenty lines for either language of templates. */
export const template = `# Settings of Go for {{ inventory_hostname }}
GOOS=linux
GOARCH=amd64
GOVERSION=go{{ version }}
GOTOOLCHAIN=local
GOPROXY={{ proxy }}
GONOSUMDB=*.example.com
GOPRIVATE=*.example.com
GOFLAGS=-mod=readonly
GOCACHE=/var/cache/{{ inventory_hostname }}
GOMODCACHE=/var/cache/mod
GOTMPDIR=/var/tmp
GOTELEMETRY=off
GOSUMDB=sum.example.com
CGO_ENABLED=0
GOAMD64=v2
GOEXPERIMENT=
GOWORK=off
GODEBUG=
# zone {{ zone }}
`;
