import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { buildOnce } from '../../lab/build/once.ts';
import { stampOf } from '../../lab/build/stamp.ts';
import { run } from '../../lab/process/run.ts';

/** Scripts that run together: `files` are checked, what `also` defines may be called. */
export interface Unit {
  readonly name: string;
  readonly files: readonly string[];
  readonly also: readonly string[];
}

/** Something that is not within PowerShell 5.1 or .NET Framework 4.6.2. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

const source = join(import.meta.dirname, 'checker');

/** Runs the checker (one second); builds it where its source has changed (15 s). Throws GorunError `lab/failed`. */
export async function runChecker(units: readonly Unit[]): Promise<readonly Problem[]> {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'gorun');
  const target = join(cache, `powershell-check-${stampOf([], [source])}`);
  await buildOnce(target, build);
  const { stdout } = await run('dotnet', [join(target, 'powershell-check.dll')], {
    input: JSON.stringify({ units }),
  });
  const problems: readonly Problem[] = JSON.parse(stdout);
  return problems;
}

async function build(temporary: string): Promise<void> {
  const work = `${temporary}-work`;
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  // A copy, so that obj/ and bin/ never appear in the checkout.
  await cp(source, work, { recursive: true, filter: (path) => !/\/(bin|obj)$/.test(path) });
  await run('dotnet', ['build', '-c', 'Release', '-o', join(work, 'built'), '--nologo', '-v', 'quiet'], {
    cwd: work,
    env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' },
  });
  await rename(join(work, 'built'), temporary);
  await rm(work, { recursive: true, force: true });
}
