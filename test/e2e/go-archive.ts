import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, type OwnDepot, ownDepot } from './own-depot.ts';

/** An archive of Go in small: what every decision looks at, and a program that says its version. */
export interface SmallArchive {
  readonly version: string;
  readonly arch: string;
  readonly content: Buffer;
}

/** What may be wrong with an archive. */
export interface ArchiveFlaws {
  /** What VERSION says instead. */
  readonly says?: string;
  /** The program ends with an error. */
  readonly dies?: boolean;
  /** The program takes a second to answer. */
  readonly slow?: boolean;
  /** Bytes that cannot be made smaller. */
  readonly filling?: number;
}

/** Packs one as go.dev does: everything in the folder `go`. */
export function smallArchive(version: string, arch = 'amd64', flaws: ArchiveFlaws = {}): SmallArchive {
  const folder = mkdtempSync(join(tmpdir(), 'gorun-archive-'));
  try {
    const go = join(folder, 'go');
    mkdirSync(join(go, 'bin'), { recursive: true });
    mkdirSync(join(go, 'pkg/tool', `linux_${arch}`), { recursive: true });
    writeFileSync(join(go, 'VERSION'), `go${flaws.says ?? version}\ntime 2024-08-01T00:00:00Z\n`);
    const says = flaws.dies ? 'echo cannot run >&2; exit 3' : `echo go version go${version} linux/${arch}`;
    writeFileSync(join(go, 'bin/go'), `#!/bin/sh\n${flaws.slow ? 'sleep 1\n' : ''}${says}\n`);
    chmodSync(join(go, 'bin/go'), 0o755);
    if (flaws.filling !== undefined) writeFileSync(join(go, 'filling'), randomBytes(flaws.filling));
    const file = join(folder, 'go.tar.gz');
    execFileSync('tar', ['-czf', file, '-C', folder, 'go']);
    return { version, arch, content: readFileSync(file) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const archiveName = ({ version, arch }: SmallArchive) => `go${version}.linux-${arch}.tar.gz`;

/** The line of an index that tells the truth about an archive. */
export const archiveEntry = (archive: SmallArchive) => ({
  filename: archiveName(archive),
  os: 'linux',
  arch: archive.arch,
  version: `go${archive.version}`,
  sha256: createHash('sha256').update(archive.content).digest('hex'),
  size: archive.content.length,
  kind: 'archive',
});

/** A depot of some archives; `file` answers for them instead of it. */
export function archiveDepot(archives: readonly SmallArchive[], file?: Answer): Promise<OwnDepot> {
  const index = archives.map((one) => ({
    version: `go${one.version}`,
    stable: true,
    files: [archiveEntry(one)],
  }));
  return ownDepot(
    (_, response) => response.end(JSON.stringify(index)),
    file ??
      ((request, response) => {
        const found = archives.find((one) => request.url?.endsWith(archiveName(one)));
        if (found === undefined) response.writeHead(404).end();
        else answerWith(found.content)(request, response);
      }),
  );
}

/** A server that knows ranges. */
export const answerWith =
  (content: Buffer): Answer =>
  (request, response) => {
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? '0');
    if (from > 0)
      response.writeHead(206, {
        'Content-Range': `bytes ${from}-${content.length - 1}/${content.length}`,
        'Content-Length': content.length - from,
      });
    else response.writeHead(200, { 'Content-Length': content.length });
    response.end(content.subarray(from));
  };
