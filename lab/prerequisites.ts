import { existsSync, readFileSync } from 'node:fs';
import { GorunError } from '../src/errors/gorun-error.ts';
import { run } from './process/run.ts';
import { type LabProgress, step } from './progress.ts';

/** What the set-up can see of this machine. */
export interface Machine {
  readonly isLinuxX64: boolean;
  readonly isRoot: boolean;
  readonly hasApt: boolean;
  /** Programs found in PATH. */
  readonly programs: ReadonlySet<string>;
  /** Newest .NET SDK, as `10.0.401`; undefined where there is none. */
  readonly dotnetSdk: string | undefined;
  /** Whether the published PowerShell host is there already, so that no SDK is needed. */
  readonly powershellBuilt: boolean;
}

/** Which Debian package brings a program that the lab runs. */
export const PACKAGE_OF: Readonly<Record<string, string>> = {
  wine: 'wine',
  wine64: 'wine64',
  wineserver: 'wine64',
  wixl: 'wixl',
  msibuild: 'msitools',
  go: 'golang-go',
  'ssh-keygen': 'openssh-client',
  ssh: 'openssh-client',
};

/** What is to be done: Debian packages to install, and what a person must bring. */
export interface Missing {
  readonly packages: string[];
  /** One line each: what is missing and how to get it. */
  readonly blocking: string[];
}

/** Decides what is missing. Pure. */
export function whatIsMissing(machine: Machine): Missing {
  const blocking: string[] = [];
  const programs = Object.keys(PACKAGE_OF).filter((program) => !machine.programs.has(program));
  const packages = [...new Set(programs.map((program) => PACKAGE_OF[program] ?? program))].sort();
  if (!machine.isLinuxX64) blocking.push('Linux on x86-64: the hosts are Wine prefixes');
  if (packages.length > 0 && !machine.hasApt) {
    blocking.push(
      `the programs ${programs.join(', ')}: on Debian or Ubuntu the set-up installs them itself (apt-get)`,
    );
  } else if (packages.length > 0 && !machine.isRoot) {
    blocking.push(
      `root, to run: apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`,
    );
  }
  const sdk = Number(machine.dotnetSdk?.split('.')[0] ?? '0');
  if (sdk < 10 && !machine.powershellBuilt) {
    blocking.push(
      'the .NET SDK 10 (found: ' +
        `${machine.dotnetSdk ?? 'none'}): https://dot.net/download, or Microsoft's dotnet-install.sh --channel 10.0`,
    );
  }
  return { packages, blocking };
}

/**
 * Installs what is missing, or says all of it in one message.
 * @throws GorunError `lab/missing`
 */
export async function ensurePrerequisites(powershellBuilt: boolean, progress: LabProgress): Promise<void> {
  const { packages, blocking } = whatIsMissing(await lookAtMachine(powershellBuilt));
  if (blocking.length > 0) {
    throw new GorunError('lab/missing', {
      message: `the lab cannot be set up on this machine. Missing:\n${blocking.map((line) => `  - ${line}`).join('\n')}`,
    });
  }
  await installPackages(packages, progress);
}

/** Installs Debian packages, as root. */
export async function installPackages(packages: readonly string[], progress: LabProgress): Promise<void> {
  if (packages.length === 0) return;
  await step(progress, 'packages', `apt-get install ${packages.join(' ')} (about 45 s)`, async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-q'], { env });
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { env });
  });
}

async function lookAtMachine(powershellBuilt: boolean): Promise<Machine> {
  const folders = (process.env.PATH ?? '').split(':');
  const found = (program: string) =>
    folders.some((folder) => folder !== '' && existsSync(`${folder}/${program}`));
  const programs = new Set(Object.keys(PACKAGE_OF).filter(found));
  // Debian's wine64 package has no program of that name in PATH: its loader lies beside the libraries.
  if (programs.has('wine') && hasWine64()) programs.add('wine64').add('wineserver');
  return {
    isLinuxX64: process.platform === 'linux' && process.arch === 'x64',
    isRoot: process.getuid?.() === 0,
    hasApt: found('apt-get'),
    programs,
    dotnetSdk: found('dotnet') ? await newestSdk() : undefined,
    powershellBuilt,
  };
}

function hasWine64(): boolean {
  try {
    return /^Package: wine64\nStatus: install ok installed/m.test(
      readFileSync('/var/lib/dpkg/status', 'utf8'),
    );
  } catch {
    return existsSync('/usr/lib/wine/wine64');
  }
}

async function newestSdk(): Promise<string | undefined> {
  const { stdout } = await run('dotnet', ['--list-sdks'], { okCodes: [0, 1, 131, 145] });
  return stdout
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '')
    .filter((version) => /^\d+\./.test(version))
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
    .at(-1);
}
