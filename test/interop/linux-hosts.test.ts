import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  DEPLOY_PASSWORD,
  freshHost,
  type Lab,
  labDown,
  labStatus,
  labUp,
  ROOT_PASSWORD,
} from '../../lab/index.ts';
import { ownInstance } from '../lab-instance.ts';

// What other tests build upon: Linux hosts are apart from each other and from the machine, and have what was ordered.
const instance = ownInstance('interop-linux');
const FAULTS = {
  linux3: 'sh-busybox',
  linux4: 'sh-bash,no-tar,no-curl,no-python',
  linux5: 'sh-ksh,login-fish',
  linux6: 'login-csh,noexec-tmp',
  linux7: 'noisy,sudo-password',
  linux8: 'no-sh,sudo-tty',
  linux9: 'read-only,no-sudo',
  linux10: 'full-disk:500000',
  linux11: 'changed-host-key',
  linux12: 'clock-1970,doas',
};
let lab: Lab;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gorun-linux-'));
  lab = await labUp({
    instance,
    linux: 12,
    goByHost: { linux1: '1.20.14' },
    project: folder,
    fresh: true,
    faults: FAULTS,
  });
});
afterAll(async () => {
  await labDown({ instance, remove: true });
  rmSync(folder, { recursive: true });
});

const hostOf = (name: string) => {
  const host = lab.linux.find((one) => one.name === name);
  if (host === undefined) throw new Error(`no host ${name}`);
  return host;
};

const clientOptions = (name: string): string[] => {
  const { keyFile, knownHosts } = hostOf(name);
  const options = [
    `UserKnownHostsFile=${knownHosts}`,
    'StrictHostKeyChecking=yes',
    'IdentitiesOnly=yes',
    'BatchMode=yes',
  ];
  return ['-F', 'none', ...options.flatMap((option) => ['-o', option]), '-i', keyFile];
};

function run(
  program: string,
  args: readonly string[],
  input = '',
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], cwd: folder });
  let [out, err] = ['', ''];
  child.stdout.on('data', (piece: Buffer) => {
    out += piece.toString();
  });
  child.stderr.on('data', (piece: Buffer) => {
    err += piece.toString();
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise((resolve) =>
    child.on('close', (code) => resolve({ code, out: out.trim(), err: err.trim() })),
  );
}

const ssh = (name: string, command: string, { user = 'root', tty = false, input = '' } = {}) =>
  run(
    'ssh',
    [
      ...clientOptions(name),
      ...(tty ? ['-tt'] : []),
      ...['-p', String(hostOf(name).port), `${user}@${hostOf(name).address}`],
      command,
    ],
    input,
  );

describe('Linux hosts', () => {
  test('are met as root and as deploy, under their own names, with the defaults of their sshd', async () => {
    expect((await ssh('linux1', 'id -un; uname -n; cat /etc/hostname; echo $PATH')).out.split('\n')).toEqual([
      'root',
      'linux1',
      'linux1',
      '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    ]);
    expect((await ssh('linux2', 'id -un; pwd; uname -n', { user: 'deploy' })).out).toBe(
      'deploy\n/home/deploy\nlinux2',
    );
    expect((await ssh('linux2', 'tty', { tty: true })).out).toMatch(/^\/dev\/pts\/\d+$/);
  });

  test('listen on their own address and on no other', async () => {
    const { address, port } = hostOf('linux1');
    expect(address).toBe('127.0.1.1');
    const other = ['-p', String(port), 'root@127.0.0.1', 'true'];
    expect((await run('ssh', [...clientOptions('linux1'), ...other])).err).toMatch(/Connection refused/);
  });

  test('take and give files by sftp and scp', async () => {
    const content = 'line\n'.repeat(50_000);
    writeFileSync(join(folder, 'sent'), content);
    const { address, port, root } = hostOf('linux2');
    const way = [...clientOptions('linux2'), '-P', String(port)];
    expect(
      (await run('sftp', [...way, '-b', '-', `root@${address}`], 'put sent /opt/got\nget /opt/got back\n'))
        .code,
    ).toBe(0);
    expect(readFileSync(join(folder, 'back'), 'utf8')).toBe(content);
    expect((await run('scp', [...way, 'sent', `root@${address}:/var/scp`])).code).toBe(0);
    expect(readFileSync(join(root, 'var/scp'), 'utf8')).toBe(content);
  });

  test('share no state with each other', async () => {
    const write =
      'for f in etc var root home tmp opt run usr/local usr/local/bin etc/profile.d; do echo x > /$f/only-here || exit 1; done';
    expect((await ssh('linux1', write)).code).toBe(0);
    const found = await ssh(
      'linux2',
      'ls /etc/only-here /*/only-here /usr/local/only-here /usr/local/bin/only-here; ps ax | grep -c "[l]istener"',
    );
    expect(found.out).toBe('1');
    expect(readFileSync(join(hostOf('linux1').root, 'usr/local/bin/only-here'), 'utf8')).toBe('x\n');
  });

  test('cannot write to this machine, nor set its clock or its network', async () => {
    const tries = [
      'touch /usr/only-here',
      'touch /usr/bin/only-here',
      'mount -o remount,rw /usr',
      'mknod /root/disk b 254 0',
      'echo 1 > /proc/sys/vm/swappiness',
      'date -s 2001-01-01',
      'ip link set lo mtu 60000',
    ];
    for (const command of tries)
      expect([command, (await ssh('linux2', command)).code]).not.toEqual([command, 0]);
    expect(existsSync('/usr/only-here')).toBe(false);
    expect(readFileSync('/proc/self/mounts', 'utf8')).not.toContain(instance);
  });

  test('have the Go that was ordered, from the tree of its archive, and none where none was', async () => {
    expect(
      (await ssh('linux1', '/usr/local/go/bin/go version && . /etc/profile && command -v gofmt')).out,
    ).toBe('go version go1.20.14 linux/amd64\n/usr/local/go/bin/gofmt');
    expect(existsSync(join(hostOf('linux2').root, 'usr/local/go'))).toBe(false);
    const find = await ssh('linux2', 'command -v go; command -v gofmt; ls /usr/lib/go*/bin/go');
    expect(find.out).toBe('');
  });

  test('let deploy become root with sudo, and with su and its password', async () => {
    expect((await ssh('linux2', 'sudo -n id -un; sudo -n -u app id -un', { user: 'deploy' })).out).toBe(
      'root\napp',
    );
    expect((await ssh('linux2', 'su -c "id -un"', { user: 'deploy', input: `${ROOT_PASSWORD}\n` })).out).toBe(
      'root',
    );
  });

  test("answer Ansible's ping by the inventory that was written", async () => {
    const args = ['-i', lab.inventoryPath, 'linux1,linux2', '-m', 'ping', '-o'];
    const { out } = await run('ansible', args);
    expect(out.match(/"ping": "pong"/g)).toHaveLength(2);
  });
});

describe('a Linux host with a fault', () => {
  test('has nothing but busybox', async () => {
    const { out } = await ssh(
      'linux3',
      'readlink /bin/sh; for p in bash python3 perl sudo gawk curl; do command -v $p; done; ls /usr/sbin',
    );
    expect(out).toBe('busybox\nnologin\nsshd');
  });

  test('has another sh', async () => {
    expect((await ssh('linux4', "sh -c 'echo $BASH_VERSION'")).out).toMatch(/^\d/);
    expect((await ssh('linux5', "sh -c 'echo $KSH_VERSION'")).out).toContain('93u+m');
  });

  test('lacks programs', async () => {
    const { out } = await ssh('linux4', 'for p in tar curl wget python3 sed; do command -v $p; done');
    expect(out).toBe('/usr/bin/sed');
  });

  test('has another login shell', async () => {
    expect((await ssh('linux5', 'echo $FISH_VERSION')).out).toMatch(/^\d/);
    expect((await ssh('linux6', 'echo $tcsh')).out).toMatch(/^6/);
    const { code, out } = await ssh('linux8', 'echo hello');
    expect([code, out]).toEqual([1, 'This account is currently not available.']);
  });

  test('makes noise on both outputs, before what was asked for', async () => {
    const { out, err } = await ssh('linux7', 'echo asked');
    expect(out).toBe('*** Welcome to this host! ***\nasked');
    expect(err).toContain('Authorized use only');
    expect(err).toContain("{ not 'what' you asked for }");
  });

  test('wants a password or a terminal for sudo, or has none', async () => {
    const deploy = { user: 'deploy' };
    expect((await ssh('linux7', 'sudo -n id -un', deploy)).err).toContain('a password is required');
    const asked = await ssh('linux7', 'sudo -S -p "" id -un', { ...deploy, input: `${DEPLOY_PASSWORD}\n` });
    expect(asked.out).toMatch(/root$/);
    expect((await ssh('linux7', 'sudo -S -p "" id -un', { ...deploy, input: 'wrong\n' })).code).not.toBe(0);
    expect((await ssh('linux8', 'sudo -n id -un', deploy)).err).toContain('must have a tty');
    expect((await ssh('linux8', 'sudo -n id -un', { ...deploy, tty: true })).out).toBe('root');
    expect((await ssh('linux9', 'command -v sudo', deploy)).out).toBe('');
  });

  test('runs nothing from /tmp, or cannot be written to, or is full', async () => {
    expect((await ssh('linux6', 'cp /bin/true /tmp/t; /tmp/t')).err).toContain('Permission denied');
    const { out } = await ssh(
      'linux9',
      'for f in etc var tmp root opt usr/local run; do touch /$f/x 2>/dev/null && echo $f; done',
    );
    expect(out).toBe('run');
    const full = await ssh('linux10', 'head -c 600000 /dev/zero > /usr/local/big; echo more > /root/more');
    expect(full.err.match(/No space left/g)).toHaveLength(2);
  });

  test('has doas, which others refuse', async () => {
    expect((await ssh('linux12', 'doas -n id -un', { user: 'deploy' })).out).toBe('root');
    expect((await ssh('linux1', 'doas -n id -un', { user: 'deploy' })).code).not.toBe(0);
  });

  test('has a clock that began in 1970, for root and by sudo', async () => {
    expect((await ssh('linux12', 'date +%Y')).out).toBe('1970');
    expect((await ssh('linux12', 'sudo -n date +%Y', { user: 'deploy' })).out).toBe('1970');
  });

  test('shows another key than known_hosts has', async () => {
    expect((await ssh('linux11', 'true')).err).toContain('REMOTE HOST IDENTIFICATION HAS CHANGED');
  });
});

describe('the life of a Linux host', () => {
  test('made anew, it is as on the first day, under its address and key, with what was ordered now', async () => {
    await ssh('linux2', 'touch /etc/left; (sleep 1000 &) >/dev/null 2>&1');
    await freshHost('linux2', { instance, faults: 'no-tar', go: '1.21.13' });
    const { out } = await ssh(
      'linux2',
      'ls /etc/left; command -v tar; /usr/local/go/bin/go version; ps ax | grep -c "[s]leep"',
    );
    expect(out).toBe('go version go1.21.13 linux/amd64\n0');
  });

  test('down, everything that ran on it has ended, and up again it has kept its files', async () => {
    await ssh('linux1', 'touch /etc/kept; setsid sleep 98765 >/dev/null 2>&1 &');
    const processes = () => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
    expect(processes()).toContain('sleep 98765');
    await labDown({ instance });
    expect(processes()).not.toContain('sleep 98765');
    expect(processes()).not.toContain(instance);
    const status = labStatus(instance);
    expect(status.running).toBe(false);
    expect(status.linux.map(({ port }) => port)).toEqual(Array.from({ length: 12 }, () => undefined));
    await labUp({ instance, linux: 1, goByHost: { linux1: '1.20.14' }, project: folder });
    expect((await ssh('linux1', 'ls /etc/kept')).out).toBe('/etc/kept');
    expect(labStatus(instance).linux.map(({ name }) => name)).toEqual(['linux1']);
    expect(existsSync(hostOf('linux2').root)).toBe(false);
  });
});
