import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchHost, BenchHosts } from './hosts.ts';

const port = 2280;
const address = (index: number) => `127.0.${1 + Math.floor(index / 250)}.${1 + (index % 250)}`;

/** Hosts that are only folders behind one account, each with an sshd on an address of loopback. For trying the harness. */
export async function plainHosts(folder: string, count: number): Promise<BenchHosts> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const [hostKey, userKey] = [join(folder, 'host_key'), join(folder, 'user_key')];
  for (const key of [hostKey, userKey])
    if (!existsSync(key)) spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  const authorized = join(folder, 'authorized_keys');
  await writeFile(authorized, await readFile(`${userKey}.pub`), { mode: 0o600 });
  const hosts = Array.from({ length: count }, (_, index): BenchHost => {
    const root = join(folder, 'hosts', `linux${index + 1}`);
    return { name: `linux${index + 1}`, address: address(index), port, root, folder: root };
  });
  const key = (await readFile(`${hostKey}.pub`, 'utf8')).split(' ').slice(0, 2).join(' ');
  const knownHosts = join(folder, 'known_hosts');
  await writeFile(knownHosts, hosts.map((host) => `[${host.address}]:${port} ${key}\n`).join(''));
  await mkdir('/run/sshd', { recursive: true });
  const daemons: ChildProcess[] = [];
  for (const host of hosts) {
    await mkdir(host.folder, { recursive: true });
    const settings = [
      `ListenAddress=${host.address}`,
      `Port=${port}`,
      `HostKey=${hostKey}`,
      `AuthorizedKeysFile=${authorized}`,
      'PasswordAuthentication=no',
      'StrictModes=no',
      'MaxStartups=1000',
      'PidFile=none',
    ];
    daemons.push(
      spawn('/usr/sbin/sshd', ['-D', '-f', '/dev/null', ...settings.flatMap((one) => ['-o', one])], {
        stdio: 'ignore',
      }),
    );
  }
  for (const host of hosts) await reachable(host);
  return {
    hosts,
    user: 'root',
    privateKey: userKey,
    knownHosts,
    close: async () => {
      for (const daemon of daemons) daemon.kill();
    },
  };
}

async function reachable(host: BenchHost): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const is = await new Promise<boolean>((resolve) => {
      const socket = connect(host.port, host.address, () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (is) return;
    await sleep(100);
  }
  throw new Error(`${host.address} does not listen`);
}
