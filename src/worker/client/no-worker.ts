import { GorunError } from '../../errors/gorun-error.ts';
import { moreMemory, outOfMemory } from './out-of-memory.ts';

/** What was seen of a worker that never said hello. */
export interface FailedStart {
  readonly host: string;
  readonly engine: string;
  /** The exit code; undefined where it did not end or the connection broke. */
  readonly exitCode: number | undefined;
  /** Seconds waited, where it stayed silent. */
  readonly waited: number | undefined;
  readonly stderr: string;
  /** Lines of standard output that were not ours. */
  readonly noise: string;
}

interface Cause {
  readonly seen: RegExp;
  readonly message: string;
  readonly fix: string;
}

const posixCauses: readonly Cause[] = [
  {
    seen: /account is (currently )?not available|nologin/i,
    message: 'the account may not log in',
    fix: 'Connect as another account, or give this one a login shell.',
  },
  {
    seen: /restricted|not allowed to execute|this account is restricted/i,
    message: 'the account has a restricted shell',
    fix: 'Give the account a login shell that may start sh.',
  },
  {
    seen: /sh: (command )?not found|unknown command.*\bsh\b|sh: no such file|not recognized as an internal or external command/i,
    message: 'sh was not found on the host',
    fix: 'Is it a Windows host? Then set gorun_platform: windows. Else put sh on the PATH that the SSH service has.',
  },
];

const windowsCauses: readonly Cause[] = [
  {
    seen: /is not recognized|not found|no such file|cannot find the (file|path)/i,
    message: 'PowerShell was not found on the host',
    fix: 'Put powershell.exe (C:\\Windows\\System32\\WindowsPowerShell\\v1.0) on the PATH that the SSH service has.',
  },
  {
    seen: /constrained ?language|supported only on core types/i,
    message: 'PowerShell runs in constrained language mode, which forbids .NET types',
    fix: 'Let this account run PowerShell in full language mode (AppLocker or WDAC policy).',
  },
  {
    seen: /blocked by your antivirus|malicious content/i,
    message: "the host's antivirus blocked the worker",
    fix: 'Allow the worker, or look into the antivirus log of the host.',
  },
];

/** The error for a worker that could not be started: the likely cause, and what the host said. */
export function noWorker(start: FailedStart): GorunError {
  const said = [start.stderr, start.noise].map((text) => text.trim()).filter((text) => text !== '');
  const causes = start.engine === 'sh' ? posixCauses : windowsCauses;
  const known =
    outOfMemory(said.join('\n')) ??
    causes.find((cause) => said.some((text) => cause.seen.test(text))) ??
    killed(start.exitCode);
  const end =
    start.waited !== undefined
      ? `the worker said nothing of ours for ${start.waited} s`
      : `the worker ended before it began${start.exitCode === undefined ? '' : ` (exit code ${start.exitCode})`}`;
  const heard = said.length === 0 ? 'The host said nothing.' : `The host said: ${lastLines(said.join('\n'))}`;
  return new GorunError('connection/no-worker', {
    message: `${start.host}: ${known?.message ?? end}. ${heard}`,
    fix:
      known?.fix ??
      `Check that ${start.engine} can be started over this connection, and that the login shell passes standard input on.`,
  });
}

/** Exit codes of a shell whose program a signal has ended, by SIGKILL or SIGSEGV: of a shell that is for want of memory, mostly. */
function killed(
  exitCode: number | undefined,
): { readonly message: string; readonly fix: string } | undefined {
  if (exitCode !== 137 && exitCode !== 139) return undefined;
  return {
    message: `the worker was ended by signal ${exitCode - 128} before it began, as where there is no memory`,
    fix: moreMemory,
  };
}

function lastLines(text: string): string {
  return text.split(/\r?\n/).slice(-8).join('\n').slice(-1000);
}
