import { bareVersion } from '../../src/go/cache.ts';
import { compareGoVersions } from '../../src/go-version/compare.ts';
import type { VerifyParams } from './params.ts';
import type { ProgramRun } from './state.ts';

/** One thing that is not as it should be. */
export interface FailedPoint {
  readonly point: string;
  readonly seen: string;
  readonly fix: string;
}

/** Whether a version is the one that is wanted, as Go compares them. */
export const isVersion = (seen: string | null, wanted: string): boolean =>
  seen !== null && compareGoVersions(seen, bareVersion(wanted)) === 0;

/** The point of a program that is compiled, where it was asked for. */
export function compiled({ compile }: VerifyParams, run: ProgramRun | null): FailedPoint[] {
  if (!compile || run === null || (run.exitCode === 0 && run.output.includes('gorun compiled this')))
    return [];
  const fix = run.output.includes('redeclared')
    ? 'Files of an older version are left in the folder of Go: uninstall, remove the folder, install.'
    : 'See the output of the compiler.';
  return [{ point: 'a small program compiles and runs', seen: shown(run), fix }];
}

/** The point of the task's own command. */
export function ranCommand({ command: asked }: VerifyParams, run: ProgramRun | null): FailedPoint[] {
  if (asked === undefined) return [];
  const name = asked.argv.join(' ');
  if (run === null)
    return [{ point: `${name} runs`, seen: `${asked.argv[0]} is not found`, fix: 'See PATH.' }];
  const isExpected = asked.expect === undefined || run.output.includes(asked.expect);
  if (!run.timedOut && run.exitCode === asked.exit_code && isExpected) return [];
  const wish = asked.expect === undefined ? `ends with ${asked.exit_code}` : `says “${asked.expect}”`;
  return [{ point: `${name} ${wish}`, seen: shown(run), fix: 'See its output.' }];
}

/** What a program said, or why it said nothing. */
export function shown({ exitCode, timedOut, output }: ProgramRun): string {
  if (timedOut) return `no end within its time; so far: ${output.trim().slice(-300) || 'nothing'}`;
  const said = output.trim().slice(-500) || 'nothing';
  return exitCode === 0 ? said : `exit code ${exitCode}: ${said}`;
}
