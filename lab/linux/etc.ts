import { accountFiles } from './accounts.ts';
import type { LinuxOrder } from './order.ts';
import type { LinuxSettings } from './settings.ts';

const PROFILE = `if [ "$(id -u)" -eq 0 ]; then
  PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
else
  PATH="/usr/local/bin:/usr/bin:/bin"
fi
export PATH
if [ -d /etc/profile.d ]; then
  for i in /etc/profile.d/*.sh; do
    if [ -r "$i" ]; then . "$i"; fi
  done
  unset i
fi
`;

const PAM_UNIX = ['auth', 'account', 'password', 'session']
  .map((kind) => `${kind} required pam_unix.so\n`)
  .join('');

/** Text files that a host begins with, by path below its root. Pure. */
export function hostFiles(order: LinuxOrder, settings: LinuxSettings): Readonly<Record<string, string>> {
  return {
    ...accountFiles(settings),
    'etc/hostname': `${order.name}\n`,
    'etc/hosts': `127.0.0.1 localhost\n${order.address} ${order.name}\n`,
    'etc/nsswitch.conf': 'passwd: files\ngroup: files\nshadow: files\nhosts: files dns\n',
    'etc/profile': PROFILE,
    'etc/bash.bashrc': '',
    'etc/shells': '/bin/sh\n/bin/bash\n',
    'etc/fstab': '',
    'etc/pam.d/other': PAM_UNIX,
    'etc/pam.d/su': `auth sufficient pam_rootok.so\n${PAM_UNIX}`,
    'var/log/lastlog': '',
    'root/.profile': settings.busybox ? '' : 'if [ "$BASH" ] && [ -f ~/.bashrc ]; then . ~/.bashrc; fi\n',
    'root/.bashrc': '',
    ...(settings.noisy ? noise() : {}),
    // Debian's bash reads it for whatever sshd has it run.
    ...(settings.memory === undefined
      ? {}
      : { 'root/.bashrc': `ulimit -v ${Math.floor(settings.memory / 1024)}\n` }),
  };
}

/** Everything that a shell may read at its start, printing. */
function noise(): Readonly<Record<string, string>> {
  const said = 'echo "*** Welcome to this host! ***"\necho "{ not \'what\' you asked for }" >&2\n';
  const files = ['.profile', '.bash_profile', '.bashrc', '.zshrc', '.cshrc', '.config/fish/config.fish'];
  return {
    ...Object.fromEntries(
      files.flatMap((file) => [`root/${file}`, `home/deploy/${file}`].map((path) => [path, said])),
    ),
    'etc/issue.net': '*** Authorized use only. ***\n',
    'etc/profile.d/welcome.sh': said,
  };
}

/** Modes that are not 0644. */
export const HOST_MODES: Readonly<Record<string, number>> = {
  'etc/doas.conf': 0o600,
  'etc/shadow': 0o640,
  'etc/sudoers': 0o440,
};

/** Folders that a host begins with, by path below its root, with their modes. */
export const HOST_FOLDERS: Readonly<Record<string, number>> = {
  etc: 0o755,
  'etc/alternatives': 0o755,
  'etc/pam.d': 0o755,
  'etc/profile.d': 0o755,
  'etc/ssh': 0o755,
  'etc/ssl/certs': 0o755,
  'etc/sudoers.d': 0o750,
  dev: 0o755,
  home: 0o755,
  'home/app': 0o755,
  'home/deploy': 0o755,
  'home/deploy/.ssh': 0o700,
  media: 0o755,
  mnt: 0o755,
  opt: 0o755,
  proc: 0o555,
  root: 0o700,
  'root/.ssh': 0o700,
  run: 0o755,
  'run/sshd': 0o755,
  srv: 0o755,
  sys: 0o555,
  tmp: 0o1777,
  'usr/local/bin': 0o755,
  'usr/local/sbin': 0o755,
  'usr/local/lib': 0o755,
  'usr/local/share': 0o755,
  'var/cache': 0o755,
  'var/lib': 0o755,
  'var/log': 0o755,
  'var/tmp': 0o1777,
};

/**
 * sshd's configuration of a host: Debian's defaults but for what the lab cannot have. Pure.
 * @param variables set for all that it starts
 */
export function sshdConfig(
  order: LinuxOrder,
  port: number,
  noisy: boolean,
  variables: readonly string[] = [],
): string {
  return [
    `ListenAddress ${order.address}:${port}`,
    'HostKey /etc/ssh/ssh_host_ed25519_key',
    'PidFile /run/sshd.pid',
    'PermitRootLogin prohibit-password',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'UsePAM no',
    'UseDNS no',
    'PrintMotd no',
    'MaxStartups 500',
    'Subsystem sftp /usr/lib/openssh/sftp-server',
    ...(variables.length === 0 ? [] : [`SetEnv ${variables.join(' ')}`]),
    ...(noisy ? ['Banner /etc/issue.net'] : []),
    '',
  ].join('\n');
}
