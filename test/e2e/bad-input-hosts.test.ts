import { cp, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientKeys, freshHost, type Lab, labDown, labPlaces, labUp } from '../../lab/index.ts';
import { buildMsi } from '../../lab/msi/build.ts';
import type { MsiPackage } from '../../lab/msi/package.ts';
import { exitCodes } from '../../src/errors/exit-codes.ts';
import { ownInstance } from '../lab-instance.ts';
import { footprint } from './host-footprint.ts';
import { type DepotFault, lyingDepot } from './lying-depot.ts';
import { entryFor, indexOf } from './own-depot.ts';
import { gorun, recapOf, resultsOf, startGorun, type Typed } from './typed-gorun.ts';

const instance = ownInstance('bad-input');
const filename = 'go1.21.13.windows-amd64.msi';

let folder: string;
let lab: Lab;
let prefix: string;
let port: number;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gorun-bad-input-'));
  await cp(
    fileURLToPath(new URL('../../playbooks/upgrade.yml', import.meta.url)),
    join(folder, 'playbooks/upgrade.yml'),
  );
  lab = await labUp({ instance, hosts: 1, project: folder, fresh: true });
  const [host] = lab.hosts;
  if (host === undefined) throw new Error('the lab has no host');
  ({ prefix, port } = host);
});

afterAll(async () => {
  for (const close of closing) await close();
  await labDown({ instance, remove: true });
  await rm(folder, { recursive: true, force: true });
});

const playbook = (name: string, inventory: string, ...words: readonly string[]) =>
  gorun(folder, 'playbook', name, '-i', inventory, '--output', 'json', ...words);
const writeJson = (path: string, value: unknown) => writeFile(join(folder, path), JSON.stringify(value));

describe('a host that cannot be worked with', () => {
  /** Each is the lab's one host, but for what is wrong. */
  const wrong: readonly [string, string, string, RegExp][] = [
    ['closed', 'whose port is closed', 'connection/unreachable', /refuses the connection/],
    ['silent', 'that never says a word', 'connection/unreachable', /within|time/i],
    ['stranger', 'that does not know the key', 'connection/authentication', /key/i],
    ['password', 'that does not take the password', 'connection/authentication', /password/i],
    ['no_key', 'whose key file is missing', 'connection/config', /no-such-key/],
    ['changed', 'whose key has changed', 'connection/host-key-changed', /SHA256:/],
    ['unknown', 'whose key is not known', 'connection/host-key-unknown', /SHA256:/],
  ];
  let run: Typed;
  let before: Awaited<ReturnType<typeof footprint>>;

  beforeAll(async () => {
    const silent = createServer((socket) => socket.resume());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const silentPort = typeof address === 'object' && address !== null ? address.port : 0;
    closing.push(() => new Promise((resolve) => silent.close(() => resolve())));
    const places = labPlaces(instance);
    const otherKey = await readFile(`${clientKeys(places).stranger}.pub`, 'utf8');
    await writeFile(join(folder, 'changed_hosts'), `[127.0.0.1]:${port} ${otherKey}`);
    await writeFile(join(folder, 'no_hosts'), '');
    const vars = {
      ansible_host: '127.0.0.1',
      ansible_port: port,
      ansible_user: 'Administrator',
      ansible_ssh_private_key_file: lab.privateKey,
      gorun_platform: 'windows',
      gorun_ssh_known_hosts_file: lab.knownHosts,
      gorun_connect_timeout: 5,
    };
    const hosts = {
      well: {},
      closed: { ansible_port: 9 },
      silent: { ansible_port: silentPort },
      stranger: { ansible_ssh_private_key_file: clientKeys(places).stranger },
      password: { ansible_ssh_private_key_file: '', ansible_password: 'not the password' },
      no_key: { ansible_ssh_private_key_file: join(folder, 'no-such-key') },
      changed: { gorun_ssh_known_hosts_file: join(folder, 'changed_hosts') },
      unknown: { gorun_ssh_known_hosts_file: join(folder, 'no_hosts') },
    };
    await writeJson('inventories/wrong.yml', { all: { hosts, vars } });
    await writeFile(join(folder, 'ping.yml'), '- hosts: all\n  tasks:\n    - ping:\n');
    before = await footprint(prefix);
    run = await playbook('ping.yml', 'wrong');
  });

  test.each(wrong)('%s: a host %s', (host, _, code, message) => {
    const told = run.events.find((event) => event.type === 'host.unreachable' && event.host === host);
    expect(told).toMatchObject({ failure: { code, message: expect.stringMatching(message) } });
    expect(told?.type === 'host.unreachable' && told.failure.fix).toBeTruthy();
    expect(recapOf(run)[host]).toMatchObject({ standing: 'unreachable', unreachable: 1, ok: 0 });
  });

  test('leaves the others alone, and the exit code says that some could not be reached', async () => {
    expect(recapOf(run).well).toMatchObject({ standing: 'done', ok: 1 });
    expect(run.code).toBe(exitCodes.unreachable.code);
    expect(run.out + run.err).not.toContain('not the password');
    expect(await footprint(prefix)).toEqual(before);
  });
});

test('a port that is none is told before anything is contacted, where it is written', async () => {
  await writeFile(join(folder, 'ping.yml'), '- hosts: all\n  tasks:\n    - ping:\n');
  await writeFile(
    join(folder, 'inventories/odd.ini'),
    `well ansible_port=${port}\nodd ansible_host=127.0.0.1 ansible_port=many\n`,
  );
  const run = await playbook('ping.yml', 'odd');
  expect(run).toMatchObject({ code: exitCodes.inventory.code, events: [] });
  expect(run.err).toContain('odd: ansible_port must be a port (1 to 65535), not "many".');
  expect(run.err).toContain('inventories/odd.ini:2:41');
});

describe('an installer that cannot be had, or must not be run', () => {
  /** Name, parameters of fetch_msi, code, message. */
  const refused: [string, object, string, RegExp][] = [];
  let run: Typed;
  let before: Awaited<ReturnType<typeof footprint>>;

  const fetched = (name: string, index: string, code: string, message: RegExp, more: object = {}) =>
    refused.push([name, { version: '1.21.13', index, retries: 0, stall: 2, ...more }, code, message]);

  beforeAll(async () => {
    const places = labPlaces(instance);
    const good = await buildMsi(places, { version: 'go1.21.13', arch: 'amd64' });
    const served = async (fault: DepotFault) => {
      const depot = await lyingDepot(good, filename, fault);
      closing.push(depot.close);
      return depot.index;
    };
    const copied = async (name: string, change: (file: string) => Promise<unknown>) => {
      await mkdir(join(folder, name));
      await cp(join(lab.depotDir, 'index.json'), join(folder, name, 'index.json'));
      await cp(good, join(folder, name, filename));
      await change(join(folder, name, filename));
      return join(folder, name);
    };
    const none = join(folder, 'no-depot');
    const depot = lab.depotDir;
    fetched(
      'a file in the depot that was exchanged',
      await copied('exchanged', (file) => writeFile(file, Buffer.alloc(4_736_000))),
      'depot/bad-index',
      /checksum|sha/i,
    );
    fetched(
      'a file in the depot that was cut short',
      await copied('short', (file) => truncate(file, 1_000_000)),
      'depot/bad-index',
      /1000000/,
    );
    fetched('a version that the index lacks', depot, 'depot/unknown-version', /1\.21\.13/, {
      version: '1.19.1',
    });
    fetched('a processor that the index lacks', depot, 'depot/unknown-version', /amd64/, { arch: 'arm64' });
    fetched('a folder that is no depot', none, 'depot/unavailable', /no-depot/);
    fetched('a depot that is down', 'http://127.0.0.1:9/', 'depot/unavailable', /refused|connect|bad port/i);
    fetched('a depot that answers 404', await served('no-index'), 'depot/unavailable', /404/);
    fetched(
      'a depot that serves a web page',
      await served('web-page'),
      'depot/bad-index',
      /not JSON.*<html>/s,
    );
    fetched(
      'a depot whose file has another checksum',
      await served('other-content'),
      'module/apply-failed',
      /checksum/,
    );
    fetched(
      'a depot that sends less than the index says',
      await served('too-short'),
      'module/apply-failed',
      /4736000/,
    );
    fetched(
      'a depot that sends more than the index says',
      await served('too-long'),
      'module/apply-failed',
      /has \d+ bytes; the version index says 4736000/,
    );
    fetched('a depot that falls silent', await served('stalls'), 'module/apply-failed', /nothing for 2 s/);
    const tasks = refused.map(([name, params]) => ({ name, fetch_msi: params, ignore_errors: true }));
    await writeJson('refused.yml', [{ hosts: 'lab', tasks }]);
    before = await footprint(prefix);
    run = await playbook('refused.yml', 'lab');
  });

  test('each is told with its code, what is wrong and what to do', () => {
    expect(
      resultsOf(run, 'win1').map(({ failure }) => [failure?.code, failure?.message, failure?.fix]),
    ).toEqual(
      refused.map(([, , code, message]) => [
        code,
        expect.stringMatching(message),
        expect.stringMatching(/./),
      ]),
    );
  });

  test('and leaves nothing but the begun file that the next run would take up', async () => {
    const left = await footprint(prefix);
    const installers = (files: readonly string[]) => files.filter((file) => /\.msi /.test(file));
    expect(left.path).toEqual(before.path);
    expect(left.products).toEqual(before.products);
    expect(installers(left.files)).toEqual(installers(before.files));
  });
});

describe('an installer that is exactly what the index says, and not what is asked for', () => {
  const wrong: readonly [string, MsiPackage, RegExp][] = [
    [
      'of another product',
      { version: 'go1.21.13', arch: 'amd64', defect: 'other-product' },
      /is not Go but “Contoso/,
    ],
    ['of another processor', { version: 'go1.20.14', arch: '386' }, /not for amd64/],
    ['of another version', { version: 'go1.22.12', arch: 'amd64' }, /not Go 1\.21\.13/],
  ];

  test('is refused before anything is touched, and taken from the host again', async () => {
    const depot = join(folder, 'mixed-up');
    await mkdir(depot);
    const blocks: object[] = [];
    const before = await footprint(prefix);
    for (const [at, [name, pack]] of wrong.entries()) {
      const index = join(depot, `${at}.json`);
      const msi = join(depot, `${at}.msi`);
      await cp(await buildMsi(labPlaces(instance), pack), msi);
      await writeFile(index, JSON.stringify(indexOf(entryFor(await readFile(msi), `${at}.msi`))));
      const dest = `C:\\tools\\100% Gö & co ${at}.msi`;
      blocks.push({
        name,
        block: [
          { fetch_msi: { version: '1.21.13', index, dest } },
          { name, msi_install: { version: '1.21.13', src: dest } },
        ],
        rescue: [{ rollback: {} }],
      });
    }
    await writeJson('mixed-up.yml', [{ hosts: 'lab', tasks: blocks }]);
    const run = await playbook('mixed-up.yml', 'lab');
    expect(
      resultsOf(run, 'win1').flatMap(({ failure }) => (failure === undefined ? [] : [failure])),
    ).toMatchObject(
      wrong.map(([, , message]) => ({ code: 'module/refused', message: expect.stringMatching(message) })),
    );
    expect({ code: run.code, recap: recapOf(run) }).toMatchObject({
      code: exitCodes.rolledBack.code,
      recap: { win1: { standing: 'rolled-back', rolledBack: 3 } },
    });
    const { files, ...after } = await footprint(prefix);
    expect(after).toEqual({ path: before.path, products: before.products });
    expect(files.filter((file) => file.startsWith('tools'))).toEqual([]);
  });
});

describe('a host that another run works on', () => {
  test('is left alone by a second run, which says who has it since when; --steal-lock takes it', async () => {
    const change = { powershell: '[Environment]::MachineName' };
    await writeJson('hold.yml', [{ hosts: 'lab', tasks: [change, { pause: { minutes: 10 } }] }]);
    await writeJson('change.yml', [{ hosts: 'lab', tasks: [change] }]);
    const holder = startGorun(folder, ['playbook', 'hold.yml', '-i', 'lab', '--output', 'json']);
    await holder.told(
      'host.task.started',
      (event) => event.type === 'host.task.started' && event.task.module === 'pause',
    );
    const second = await playbook('change.yml', 'lab');
    expect(second.code).toBe(exitCodes.failed.code);
    expect(resultsOf(second, 'win1')[0]?.failure).toMatchObject({
      code: 'worker/lock-held',
      message: expect.stringMatching(/ holds the lock of this host since \d{4}-\d\d-\d\d .* \(run \d{8}-/),
      fix: expect.stringContaining('--steal-lock'),
    });
    const third = await playbook('change.yml', 'lab', '--steal-lock');
    expect({ code: third.code, recap: recapOf(third) }).toMatchObject({
      code: exitCodes.success.code,
      recap: { win1: { changed: 1 } },
    });
    holder.process.kill('SIGINT');
    expect((await holder.ended).code).toBe(exitCodes.interrupted.code);
  });
});

describe('an account that is no administrator', () => {
  test('is told so before anything is changed', async () => {
    await freshHost('win1', { instance, faults: 'not-admin' });
    const before = await footprint(prefix);
    const run = await playbook('upgrade.yml', 'lab');
    const failure = resultsOf(run, 'win1').find(({ status }) => status === 'failed')?.failure;
    expect(failure).toMatchObject({ fix: expect.stringMatching(/administrator/i) });
    expect(run.code).toBe(exitCodes.rolledBack.code);
    const after = await footprint(prefix);
    expect([after.path, after.products]).toEqual([before.path, before.products]);
    expect(after.files.filter((file) => file.startsWith('Program Files'))).toEqual(
      before.files.filter((file) => file.startsWith('Program Files')),
    );
  });
});
