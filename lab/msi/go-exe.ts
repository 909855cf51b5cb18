import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { goCrossCompile } from '../build/go-compiler.ts';
import { buildOnce } from '../build/once.ts';
import type { LabPlaces } from '../places.ts';
import { run } from '../process/run.ts';
import type { MsiArch } from './package.ts';

/**
 * A real go.exe that says it is this version. A lab host runs 64-bit programs only, so the 386 one is a 64-bit program
 * that says windows/386.
 */
export async function buildGoExe(places: LabPlaces, version: string, arch: MsiArch): Promise<string> {
  const target = join(places.builds, `${version}-${arch}.exe`);
  await buildOnce(target, async (temporary) => {
    const compile = { output: temporary, what: 'cmd/go', arch: 'amd64', buildVersion: version } as const;
    if (arch === 'amd64') return goCrossCompile(places, compile);
    const overlay = `${temporary}-overlay`;
    await writeOverlay(overlay, arch);
    await goCrossCompile(places, { ...compile, overlay: `${overlay}.json` });
    await rm(`${overlay}.json`);
    await rm(`${overlay}.go`);
  });
  return target;
}

async function writeOverlay(overlay: string, arch: string): Promise<void> {
  const goroot = (await run('go', ['env', 'GOROOT'])).stdout.trim();
  const source = join(goroot, 'src/cmd/go/internal/version/version.go');
  const text = await readFile(source, 'utf8');
  await writeFile(`${overlay}.go`, text.replace('runtime.GOARCH)', `"${arch}")`));
  await writeFile(`${overlay}.json`, JSON.stringify({ Replace: { [source]: `${overlay}.go` } }));
}
