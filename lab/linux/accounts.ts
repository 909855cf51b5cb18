import { CLOCK_FILE } from './clock.ts';
import type { LinuxSettings } from './settings.ts';

/** The password of `deploy`, for sudo. No secret: lab hosts are on the loopback only, and their sshd takes keys alone. */
export const DEPLOY_PASSWORD = 'deploy-secret-1';
/** The password of root, for su. */
export const ROOT_PASSWORD = 'root-secret-1';

// crypt(3) of the two passwords: nothing here can compute it.
const HASHES = {
  deploy:
    '$6$gorunlabsalt$gLrBQ1gJMradd5orrYmW5zIbQpGdEo1dNEL91xVEZkBVp0kXJw/Zi3Zp9Dw8l1qFabwpvEAHKu6zikRW.7HtP.',
  root: '$6$gorunlabsalt$w3ARF6o7l6qFcbUW2YcO8k/IKxqUFtiGI5FvWGs/04ShPHb6n4rigRgSR98ALKYACTAcxIXoNxE.mXgkXLH0X1',
} as const;

/** /etc/passwd, group, shadow and sudoers of a host. Pure. */
export function accountFiles(settings: LinuxSettings): Readonly<Record<string, string>> {
  const { rootShell, sudo, doas, busybox } = settings;
  const shell = busybox ? '/bin/sh' : '/bin/bash';
  return {
    'etc/passwd': lines(
      `root:x:0:0:root:/root:${rootShell}`,
      'daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin',
      'sshd:x:100:65534::/run/sshd:/usr/sbin/nologin',
      'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin',
      `deploy:x:1000:1000:deploy:/home/deploy:${shell}`,
      `app:x:1001:1001:app:/home/app:${shell}`,
    ),
    'etc/group': lines(
      'root:x:0:',
      'daemon:x:1:',
      'tty:x:5:',
      'utmp:x:43:',
      'staff:x:50:',
      'nogroup:x:65534:',
      'deploy:x:1000:',
      'app:x:1001:',
    ),
    'etc/shadow': lines(
      `root:${HASHES.root}:19000:0:99999:7:::`,
      'daemon:*:19000:0:99999:7:::',
      'sshd:*:19000:0:99999:7:::',
      'nobody:*:19000:0:99999:7:::',
      `deploy:${HASHES.deploy}:19000:0:99999:7:::`,
      'app:*:19000:0:99999:7:::',
    ),
    ...(sudo === 'none' ? {} : { 'etc/sudoers': sudoers(sudo, settings.clock1970) }),
    ...(doas ? { 'etc/doas.conf': 'permit nopass deploy\npermit nopass root\n' } : {}),
  };
}

function sudoers(rule: 'nopasswd' | 'password' | 'tty', clock1970: boolean): string {
  return lines(
    'Defaults env_reset, secure_path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"',
    // sudo takes the clock's library out of the environment, and puts in what this file says.
    ...(clock1970 ? [`Defaults env_file=/${CLOCK_FILE}`] : []),
    ...(rule === 'tty' ? ['Defaults requiretty'] : []),
    'root ALL=(ALL:ALL) ALL',
    `deploy ALL=(ALL:ALL) ${rule === 'password' ? '' : 'NOPASSWD: '}ALL`,
    '@includedir /etc/sudoers.d',
  );
}

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;
