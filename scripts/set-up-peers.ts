import { existsSync } from 'node:fs';
import { step } from './step.ts';

/** Other people's programs that tests use as the other side, and the Debian package that brings each. */
const peers: readonly (readonly [file: string, debianPackage: string])[] = [
  ['/usr/sbin/sshd', 'openssh-server'],
  ['/usr/bin/sftp', 'openssh-client'],
  ['/usr/bin/setpriv', 'util-linux'],
  ['/usr/bin/newuidmap', 'uidmap'],
  ['/usr/bin/ansible-inventory', 'ansible-core'],
  ['/usr/bin/xmllint', 'libxml2-utils'],
  ['/usr/bin/busybox', 'busybox'],
  ['/usr/bin/ksh93', 'ksh'],
  ['/usr/bin/shellcheck', 'shellcheck'],
  ['/lib/systemd/systemd', 'systemd'],
];

/** Installs what is missing of the tests' counterparts. */
export async function setUpPeers(): Promise<void> {
  const missing = peers.filter(([file]) => !existsSync(file)).map(([, name]) => name);
  if (missing.length === 0) return;
  const install = `DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends ${missing.join(' ')}`;
  const end = await step(`apt-get install ${missing.join(' ')}`, [
    'sh',
    '-c',
    `apt-get update -q && ${install}`,
  ]);
  if (!end.ok) process.exit(8);
}
