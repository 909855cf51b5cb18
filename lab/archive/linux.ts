import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { goCrossCompile } from '../build/go-compiler.ts';
import { buildOnce } from '../build/once.ts';
import { stampOf } from '../build/stamp.ts';
import { versionFile } from '../msi/package.ts';
import { type LabPlaces, labSources } from '../places.ts';
import { run } from '../process/run.ts';

// Enough of the standard library to be as many small files as matter, not the 9,000 of a whole one.
const SOURCES = [
  'bytes',
  'context',
  'errors',
  'fmt',
  'io',
  'net/http',
  'os',
  'runtime',
  'sort',
  'strings',
  'sync',
  'time',
];

/** The name of Go's archive for Linux. */
export const archiveName = (version: string): string => `${version}.linux-amd64.tar.gz`;

const build = (places: LabPlaces, name: string): string =>
  join(places.builds, `${name}-${stampOf([name], [join(labSources(), 'archive')])}`);

/** Where the archive of a version lies, or will lie. */
export const archiveBuild = (places: LabPlaces, version: string): string =>
  `${build(places, `${version}.linux-amd64`)}.tar.gz`;

/** Builds `go1.21.13.linux-amd64.tar.gz`: real go and gofmt, compiled here, and part of the sources. */
export async function buildArchive(places: LabPlaces, version: string): Promise<void> {
  const target = archiveBuild(places, version);
  await buildOnce(target, async (temporary) => {
    const tree = await linuxTree(places, version);
    const fixed = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=@1700000000'];
    await run('tar', [...fixed, '-czf', temporary, '-C', tree, 'go']);
  });
}

/** The archive unpacked: a folder with `go` in it. The first build compiles the standard library (60 s), others take 2 s. */
export async function linuxTree(places: LabPlaces, version: string): Promise<string> {
  const target = build(places, `${version}.linux-amd64`);
  await buildOnce(target, async (temporary) => {
    const go = join(temporary, 'go');
    await mkdir(join(go, 'bin'), { recursive: true });
    for (const [name, what] of [
      ['go', 'cmd/go'],
      ['gofmt', 'cmd/gofmt'],
    ] as const) {
      const output = join(go, 'bin', name);
      await goCrossCompile(places, { output, what, os: 'linux', arch: 'amd64', buildVersion: version });
    }
    for (const [path, text] of Object.entries(texts(version))) {
      await mkdir(dirname(join(go, path)), { recursive: true });
      await writeFile(join(go, path), text);
    }
    await copySources(join(go, 'src'));
  });
  return target;
}

function texts(version: string): Readonly<Record<string, string>> {
  const minor = /^go1\.(\d+)/.exec(version)?.[1] ?? '0';
  return {
    VERSION: versionFile(version),
    LICENSE: 'A lab package: go is built from the Go sources of Debian, under their BSD licence.\n',
    'README.md': '# The Go Programming Language\n',
    // `go env GOROOT` believes a folder that has pkg/tool.
    'pkg/tool/linux_amd64/README': 'The lab has no compiler here.\n',
    // A file that only this minor version has, so that left-overs of an upgrade can be seen.
    [`src/runtime/only_in_1_${minor}.go`]: 'package runtime\n',
  };
}

async function copySources(target: string): Promise<void> {
  const goroot = (await run('go', ['env', 'GOROOT'])).stdout.trim();
  for (const folder of SOURCES) {
    await mkdir(join(target, folder), { recursive: true });
    for (const entry of await readdir(join(goroot, 'src', folder), { withFileTypes: true })) {
      if (!entry.isFile() || entry.name.endsWith('_test.go')) continue;
      await cp(join(goroot, 'src', folder, entry.name), join(target, folder, entry.name));
    }
  }
}
