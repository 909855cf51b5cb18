import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { GorunError } from '../../src/errors/gorun-error.ts';
import { installPackages } from '../prerequisites.ts';
import { run } from '../process/run.ts';
import type { LabProgress } from '../progress.ts';
import { CLOCK_LIBRARY } from './clock.ts';
import type { LinuxFaultName } from './faults.ts';
import { isRoot } from './namespaces.ts';
import type { LinuxOrder } from './order.ts';
import { hasProgram } from './programs.ts';

/** What Linux hosts need of a machine: programs, and the Debian package that brings each. */
const ALWAYS: Readonly<Record<string, string>> = {
  sshd: 'openssh-server',
  ssh: 'openssh-client',
  'ssh-keygen': 'openssh-client',
  sudo: 'sudo',
  unshare: 'util-linux',
  setpriv: 'util-linux',
  pivot_root: 'util-linux',
  mount: 'mount',
  hostname: 'hostname',
  go: 'golang-go',
};

const FOR_FAULT: ReadonlyMap<LinuxFaultName, readonly [program: string, debianPackage: string]> = new Map<
  LinuxFaultName,
  readonly [string, string]
>([
  ['sh-busybox', ['busybox', 'busybox-static']],
  ['sh-ksh', ['ksh93', 'ksh93u+m']],
  ['login-fish', ['fish', 'fish']],
  ['login-csh', ['tcsh', 'tcsh']],
  ['doas', ['doas', 'opendoas']],
  ['clock-1970', [CLOCK_LIBRARY, 'libfaketime']],
]);

/** The Debian packages that are missing for an order, each once. Pure. */
export function missingPackages(
  orders: readonly LinuxOrder[],
  root: boolean,
  isThere: (program: string) => boolean,
): string[] {
  const needed = new Map(Object.entries(ALWAYS));
  if (!root) needed.set('newuidmap', 'uidmap');
  for (const { name } of orders.flatMap(({ faults }) => faults)) {
    const more = FOR_FAULT.get(name);
    if (more !== undefined) needed.set(...more);
  }
  const missing = [...needed].filter(([program]) => !isThere(program)).map(([, name]) => name);
  return [...new Set(missing)].sort();
}

/**
 * Installs what is missing for Linux hosts, or says what to install.
 * @throws GorunError `lab/missing`
 */
export async function ensureLinuxPrerequisites(
  orders: readonly LinuxOrder[],
  progress: LabProgress,
): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new GorunError('lab/missing', {
      message: 'Linux hosts of the lab need Linux on x86-64: they are made of namespaces of this machine',
    });
  }
  const packages = missingPackages(orders, isRoot(), hasProgram);
  if (packages.length === 0) return;
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (!isRoot() || !hasProgram('apt-get')) {
    throw new GorunError('lab/missing', {
      message: `this machine lacks what Linux hosts need: ${packages.join(', ')}`,
      fix: isRoot() ? 'Install it; on Debian and Ubuntu the set-up does.' : `As root: ${command}`,
    });
  }
  await withoutService(packages.includes('openssh-server'), () => installPackages(packages, progress));
}

const POLICY = '/usr/sbin/policy-rc.d';

/** Debian starts a service as it installs it, and at every start of the machine: nobody asked for an sshd on port 22. */
async function withoutService(bringsService: boolean, install: () => Promise<void>): Promise<void> {
  if (!bringsService) return install();
  // 101: the action is forbidden. Containers have the file already.
  const isOurs = !existsSync(POLICY);
  if (isOurs) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await install();
  } finally {
    if (isOurs) rmSync(POLICY, { force: true });
  }
  const any = { okCodes: [...Array(256).keys()] };
  if (hasProgram('systemctl')) await run('systemctl', ['disable', 'ssh.service', 'ssh.socket'], any);
  if (hasProgram('update-rc.d')) await run('update-rc.d', ['ssh', 'disable'], any);
}
