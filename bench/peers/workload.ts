import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { BenchHost } from './hosts.ts';

/** The version that the workload brings. */
export const version = '1.21.13';

/** Where the workload puts things on a host; `{{ root }}` stands before each. */
export const targets = {
  archive: `/var/cache/go${version}.linux-amd64.tar.gz`,
  folder: `/opt/go${version}`,
  profile: '/etc/profile.d/go.sh',
  settings: '/etc/go.env',
} as const;

/** The archive of Go and where hosts load it. */
export interface Workload {
  readonly url: string;
  readonly sha256: string;
  readonly bytes: number;
  close(): void;
}

/** Of the archive, what cannot be compressed: so it has the size that it is meant to have. */
const ballast = 5_000_000;

/** Makes the archive once (a go that says its version, and ballast), and serves it on loopback. */
export async function serveWorkload(folder: string): Promise<Workload> {
  const path = join(folder, `go${version}.linux-amd64.tar.gz`);
  const made = await stat(path).catch(() => undefined);
  if (made === undefined) await makeArchive(folder, path);
  const { size } = await stat(path);
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  const server = createServer((_, answer) => {
    answer.writeHead(200, { 'content-type': 'application/gzip', 'content-length': size });
    createReadStream(path).pipe(answer);
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1_024 });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/go${version}.linux-amd64.tar.gz`,
    sha256,
    bytes: size,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function makeArchive(folder: string, path: string): Promise<void> {
  const tree = join(folder, 'archive', 'go');
  await mkdir(join(tree, 'bin'), { recursive: true });
  await mkdir(join(tree, 'pkg'), { recursive: true });
  await writeFile(join(tree, 'VERSION'), `go${version}\n`);
  await writeFile(join(tree, 'bin', 'go'), `#!/bin/sh\necho go version go${version} linux/amd64\n`);
  await chmod(join(tree, 'bin', 'go'), 0o755);
  await writeFile(join(tree, 'pkg', 'ballast'), randomBytes(ballast));
  const tar = spawnSync('tar', ['-czf', path, '-C', join(folder, 'archive'), 'go']);
  if (tar.status !== 0) throw new Error(`tar: ${String(tar.stderr)}`);
  await rm(join(folder, 'archive'), { recursive: true });
}

/** Makes a host as it was before the workload ever ran on it. */
export async function resetHost({ folder }: BenchHost): Promise<void> {
  for (const path of Object.values(targets)) await rm(join(folder, path), { recursive: true, force: true });
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
