import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { GorunError } from '../../src/errors/gorun-error.ts';
import { run } from '../process/run.ts';

/** Whether this process may mount and change users without a user namespace. */
export const isRoot = (): boolean => process.getuid?.() === 0;

/** Arguments of unshare by which a program is root over files and users of a lab host. */
export const asRoot = (root = isRoot()): string[] =>
  root ? [] : ['--user', '--map-root-user', '--map-auto'];

/** Arguments of unshare for a host: mounts, processes and a name of its own, ended as one. */
export const ownHost = (root = isRoot()): string[] => [
  ...asRoot(root),
  '--mount',
  '--pid',
  '--fork',
  '--kill-child',
  '--uts',
  '--ipc',
];

/**
 * Makes sure that this user may make hosts.
 * @throws GorunError `lab/missing` with the one thing to do
 */
export async function checkNamespaces(): Promise<void> {
  if (!isRoot()) {
    const { username, uid } = userInfo();
    for (const file of ['/etc/subuid', '/etc/subgid']) {
      if (hasRange(file, username, uid)) continue;
      throw new GorunError('lab/missing', {
        message: `${username} has no range of user numbers in ${file}, which the users of Linux hosts need`,
        fix: `As root: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${username}`,
      });
    }
  }
  const any = { okCodes: [...Array(256).keys()] };
  // Asked for a map of users at once, an unshare that may not leaves a process of it waiting for ever.
  const alone = isRoot() ? undefined : await run('unshare', ['--user', 'true'], any);
  const { code, stderr } =
    alone === undefined || alone.code === 0 ? await run('unshare', [...ownHost(), 'true'], any) : alone;
  if (code === 0) return;
  throw new GorunError('lab/missing', {
    message: `this machine lets ${isRoot() ? 'root' : 'an ordinary user'} make no namespaces, which Linux hosts are made of: ${stderr.trim()}`,
    fix: isRoot()
      ? 'In a container: start it with the right to mount (docker run --privileged).'
      : `As root: ${howToAllow()}; or run the lab as root.`,
  });
}

function hasRange(file: string, name: string, uid: number): boolean {
  if (!existsSync(file)) return false;
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .some(([who, , count]) => (who === name || who === String(uid)) && Number(count) >= 65_536);
}

function howToAllow(): string {
  const settings: readonly (readonly [key: string, value: number])[] = [
    ['kernel.apparmor_restrict_unprivileged_userns', 0],
    ['kernel.unprivileged_userns_clone', 1],
  ];
  for (const [key, value] of settings) {
    const file = `/proc/sys/${key.replace('.', '/')}`;
    if (existsSync(file) && Number(readFileSync(file, 'utf8')) !== value) return `sysctl -w ${key}=${value}`;
  }
  return 'sysctl -w user.max_user_namespaces=10000';
}
