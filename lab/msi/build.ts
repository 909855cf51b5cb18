import { copyFile, mkdir, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildOnce } from '../build/once.ts';
import { stampOf } from '../build/stamp.ts';
import { type LabPlaces, labSources } from '../places.ts';
import { run } from '../process/run.ts';
import { buildGoExe } from './go-exe.ts';
import { type MsiPackage, versionFile } from './package.ts';
import { msiQueries } from './queries.ts';
import { type MsiFile, wixSource } from './wxs.ts';

/** Where a built package lies, or will lie. */
export function msiBuild(places: LabPlaces, pack: MsiPackage): string {
  const stamp = stampOf([JSON.stringify(pack)], [join(labSources(), 'msi')]);
  return join(
    places.builds,
    `${pack.version}-${pack.arch}${pack.defect ? `-${pack.defect}` : ''}-${stamp}.msi`,
  );
}

/** Builds one MSI, real go.exe and real installer database: 2 s once the standard library is compiled. */
export async function buildMsi(places: LabPlaces, pack: MsiPackage): Promise<string> {
  const target = msiBuild(places, pack);
  await buildOnce(target, async (temporary) => {
    const work = `${temporary}-work`;
    await rm(work, { recursive: true, force: true });
    const files = await layOutPayload(places, pack, work);
    await writeFile(join(work, 'go.wxs'), wixSource(pack, files));
    // wixl wants relative paths.
    await run('wixl', ['-a', pack.arch === 'amd64' ? 'x64' : 'x86', '-o', 'go.msi', 'go.wxs'], { cwd: work });
    const queries = msiQueries(pack, 'bin/go.exe').flatMap((query) => ['-q', query]);
    // msibuild without a query is a mistake to it.
    if (queries.length > 0) await run('msibuild', ['go.msi', ...queries], { cwd: work });
    if (pack.defect === 'cut-short') {
      const { size } = await stat(join(work, 'go.msi'));
      await truncate(join(work, 'go.msi'), Math.floor(size * 0.6));
    }
    await rename(join(work, 'go.msi'), temporary);
    await rm(work, { recursive: true, force: true });
  });
  return target;
}

async function layOutPayload(places: LabPlaces, pack: MsiPackage, work: string): Promise<MsiFile[]> {
  const minor = /^go1\.(\d+)/.exec(pack.version)?.[1] ?? '0';
  const texts: Record<string, string> = {
    VERSION: versionFile(pack.version),
    LICENSE: 'A lab package: go.exe is built from the Go sources of Debian, under their BSD licence.\n',
    'README.md': '# The Go Programming Language\n',
    // `go env GOROOT` believes a folder that has pkg/tool.
    [`pkg/tool/windows_${pack.arch}/README`]: 'The lab has no compiler here.\n',
    'src/internal/goversion/goversion.go': `package goversion\n\nconst Version = ${minor}\n`,
    // A file that only this minor version has, so that left-overs of an upgrade can be seen.
    [`src/runtime/only_in_1_${minor}.go`]: 'package runtime\n',
  };
  const files: MsiFile[] = [];
  for (const [path, text] of Object.entries(texts)) {
    await mkdir(dirname(join(work, 'payload', path)), { recursive: true });
    await writeFile(join(work, 'payload', path), text);
    files.push({ path, source: `payload/${path}` });
  }
  await mkdir(join(work, 'payload/bin'), { recursive: true });
  await copyFile(await buildGoExe(places, pack.version, pack.arch), join(work, 'payload/bin/go.exe'));
  files.push({ path: 'bin/go.exe', source: 'payload/bin/go.exe' });
  return files;
}
