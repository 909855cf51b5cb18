import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { archiveBuild } from '../../lab/archive/linux.ts';
import { labPlaces } from '../../lab/index.ts';
import { setUpLinux } from '../../lab/linux/setup.ts';
import { LAB_PACKAGES } from '../../lab/setup.ts';

// Whoever runs the tests as an ordinary user has all of linux-hosts.test.ts so. Root becomes one here, whom only the processes below know.
const USER = 64_321;
let folder: string;

beforeAll(async () => {
  await setUpLinux(labPlaces(), [], () => {});
  folder = mkdtempSync(join(tmpdir(), 'gorun-user-'));
  chmodSync(folder, 0o755);
  const lines: Readonly<Record<string, string>> = {
    passwd: `labuser:x:${USER}:${USER}::${folder}/home:/bin/sh`,
    group: `labuser:x:${USER}:`,
    subuid: 'labuser:7000000:65536',
    subgid: 'labuser:7000000:65536',
  };
  for (const [file, line] of Object.entries(lines)) {
    const own = file.startsWith('sub') ? '' : readFileSync(`/etc/${file}`, 'utf8');
    writeFileSync(join(folder, file), `${own}${line}\n`);
  }
  for (const name of ['repo', 'node', 'home', 'lab/builds'])
    mkdirSync(join(folder, name), { recursive: true });
  // Compiling Go anew would take a minute and prove nothing here.
  for (const version of new Set(LAB_PACKAGES.map((pack) => pack.version))) {
    const target = archiveBuild(labPlaces('default', join(folder, 'lab')), version);
    copyFileSync(archiveBuild(labPlaces(), version), target);
  }
  for (const name of ['home', 'lab', 'lab/builds']) chownSync(join(folder, name), USER, USER);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env, cwd: '/' });
  let [out, err] = ['', ''];
  child.stdout.on('data', (piece: Buffer) => {
    out += piece.toString();
  });
  child.stderr.on('data', (piece: Buffer) => {
    err += piece.toString();
  });
  return new Promise<{ code: number | null; out: string; err: string }>((done) =>
    child.on('close', (code) => done({ code, out: out.trim(), err: err.trim() })),
  );
}

// The clone and node may lie where only root may look: they are shown in the folder of the test.
const BECOME = `set -e
for f in passwd group subuid subgid; do mount --bind "$1/$f" "/etc/$f"; done
mount --bind "$2" "$1/repo"
mount --bind "$(dirname "$3")" "$1/node"
folder=$1; node=$1/node/$(basename "$3"); shift 3
exec setpriv --reuid labuser --regid labuser --clear-groups --inh-caps=-all "$node" "$folder/repo/lab/cli.ts" "$@"`;

/** `node lab/cli.ts …` as the ordinary user. */
const labCli = (...args: readonly string[]) =>
  run(
    'unshare',
    [
      '--mount',
      'sh',
      '-c',
      BECOME,
      'sh',
      folder,
      resolve(import.meta.dirname, '../..'),
      process.execPath,
      ...args,
    ],
    { PATH: '/usr/bin:/bin', HOME: join(folder, 'home'), GORUN_LAB_DIR: join(folder, 'lab') },
  );

const ssh = (user: string, command: string) => {
  const lab = labPlaces('mine', join(folder, 'lab'));
  const { port } = JSON.parse(readFileSync(join(lab.instance, 'linux.json'), 'utf8'));
  const options = [`UserKnownHostsFile=${lab.knownHosts}`, 'StrictHostKeyChecking=yes', 'BatchMode=yes'];
  const key = join(lab.keys, 'id_ed25519');
  const way = ['-F', 'none', ...options.flatMap((option) => ['-o', option]), '-i', key, '-p', String(port)];
  return run('ssh', [...way, `${user}@127.0.1.1`, command]);
};

describe.runIf(process.getuid?.() === 0)('Linux hosts of an ordinary user', () => {
  test('have a root, other users, sudo and files of each, all of which belong to that user outside', async () => {
    const up = await labCli('up', '--linux', '2', '--instance', 'mine', '--fault', 'linux2=sh-busybox');
    expect([up.code, up.err]).toEqual([0, '']);
    expect((await ssh('root', 'id -u; touch /etc/mine; chown app /etc/mine; stat -c %U /etc/mine')).out).toBe(
      '0\napp',
    );
    expect((await ssh('deploy', 'id -un; sudo -n id -un; sudo -n -u app id -un')).out).toBe(
      'deploy\nroot\napp',
    );
    expect((await ssh('root', 'touch /usr/mine; cat /proc/1/uid_map')).out).toMatch(
      /^0\s+64321\s+1\s+1\s+7000000\s+6553[56]$/m,
    );
    const root = join(labPlaces('mine', join(folder, 'lab')).instance, 'linux/linux1/root');
    expect([statSync(join(root, 'etc')).uid, statSync(join(root, 'etc/mine')).uid]).toEqual([
      USER,
      7_001_000,
    ]);
  });

  test('end with the lab, and can be deleted by their user', async () => {
    await ssh('root', 'setsid sleep 54321 >/dev/null 2>&1 &');
    const down = await labCli('down', '--remove', '--instance', 'mine');
    expect([down.code, down.err]).toEqual([0, '']);
    // Not those that have ended and that nobody has asked after yet.
    const running = ['-r', 'R,S,D', '-l'];
    expect((await run('pgrep', [...running, '-u', `${USER}`])).out).toBe('');
    expect((await run('pgrep', [...running, '-f', 'sleep 54321'])).out).toBe('');
    const remove = [
      '--reuid',
      String(USER),
      '--regid',
      String(USER),
      '--clear-groups',
      'rm',
      '-r',
      join(folder, 'lab/instances'),
    ];
    expect((await run('setpriv', remove)).err).toBe('');
  });
});
