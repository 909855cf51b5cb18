import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What is compared with gorun, by the file that shows that it is there. */
const peers: readonly (readonly [file: string, debianPackage: string])[] = [
  ['/usr/bin/ansible-playbook', 'ansible-core'],
  ['/usr/lib/python3/dist-packages/ansible_mitogen', 'ansible-mitogen'],
  ['/usr/bin/ssh', 'openssh-client'],
  ['/usr/sbin/sshd', 'openssh-server'],
];

/** Installs what is missing of the peers, from Debian. Throws where that cannot be done. */
export function installPeers(): void {
  const missing = peers.filter(([file]) => !existsSync(file)).map(([, name]) => name);
  if (missing.length === 0) return;
  console.log(`installing ${missing.join(', ')}`);
  for (const args of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', ...missing],
  ]) {
    const end = spawnSync('apt-get', args, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      encoding: 'utf8',
    });
    if (end.status !== 0)
      throw new Error(`apt-get ${args[0]} failed; install ${missing.join(', ')} by hand.\n${end.stderr}`);
  }
}

/** Versions of what is compared, for whoever reads the results. */
export function peerVersions(): Readonly<Record<string, string>> {
  const said = (command: string, args: readonly string[], pattern: RegExp) => {
    const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    return pattern.exec(`${stdout}${stderr}`)?.[1] ?? 'unknown';
  };
  return {
    ansible: said('/usr/bin/ansible', ['--version'], /core ([\d.]+)/),
    mitogen: said('/usr/bin/dpkg-query', ['-W', 'ansible-mitogen'], /\t(\S+)/),
    openssh: said('/usr/bin/ssh', ['-V'], /OpenSSH_(\S+)/),
    python: said('/usr/bin/python3', ['--version'], /Python (\S+)/),
    node: process.version.slice(1),
  };
}
