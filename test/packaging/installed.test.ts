import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KeyFolder, OpenSshServer } from '../connection/openssh-server.ts';

const execute = promisify(execFile);
const root = join(import.meta.dirname, '../..');
// Node 24 of the clone first: the packed gorun starts with `#!/usr/bin/env node`.
const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}`, NO_COLOR: '1' };
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gorun-packed-'));
  const { stdout } = await execute('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: root,
    env,
  });
  const tarball = stdout.trim().split('\n').at(-1) ?? '';
  await writeFile(join(folder, 'package.json'), '{"private": true, "type": "module"}');
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--omit=optional'];
  await execute('npm', ['install', ...flags, `./${tarball}`], { cwd: folder, env });
}, 300_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the installed gorun; never throws for an exit code. */
const gorun = (...args: string[]) => gorunWith({}, ...args);

async function gorunWith(
  more: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  try {
    const { stdout, stderr } = await execute(join(folder, 'node_modules/.bin/gorun'), args, {
      cwd: folder,
      env: { ...env, ...more },
    });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const failed: { code?: unknown; stdout?: unknown; stderr?: unknown } = Object(error);
    return { code: Number(failed.code), out: String(failed.stdout), err: String(failed.stderr) };
  }
}

async function write(path: string, text: string): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
}

test('it says its version', async () => {
  expect(await gorun('--version')).toEqual({
    code: 0,
    out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    err: '',
  });
});

test('it has its modules', async () => {
  const { out } = await gorun('modules');
  expect(out).toMatch(/^msi_install +windows/m);
  expect(out).toMatch(/^debug +controller/m);
});

test('a module of one’s own, in TypeScript and as script, stands in a playbook that is checked', async () => {
  expect(await gorun('module', 'new', 'my_typed')).toMatchObject({ code: 0 });
  expect(await gorun('module', 'new', 'my_script', '--script')).toMatchObject({ code: 0 });
  const { out } = await gorun('modules');
  expect(out).toMatch(/^my_typed /m);
  expect(out).toMatch(/^my_script /m);
  await write('inventories/one.yml', 'all: { hosts: { h1: { ansible_shell_type: cmd } } }\n');
  await write(
    'playbooks/p.yml',
    '- hosts: all\n  tasks:\n    - ping:\n    - my_script: { path: "C:\\\\a", text: b }\n',
  );
  expect(await gorun('playbook', 'p.yml', '-i', 'one', '--syntax-check')).toEqual({
    code: 0,
    out: 'p.yml: 1 play, no errors\n',
    err: '',
  });
});

test('a mistake in a playbook is shown with its place', async () => {
  await write('inventories/one.yml', 'all: { hosts: { h1: } }\n');
  await write('playbooks/wrong.yml', '- hosts: all\n  tasks:\n    - pnig:\n');
  const { code, err } = await gorun('playbook', 'wrong.yml', '-i', 'one', '--syntax-check');
  expect(code).toBe(6);
  expect(err).toContain('playbooks/wrong.yml:3:7');
});

test('the lab and the depot can be asked for', async () => {
  expect(await gorun('lab', 'status', '--instance', 'never-made')).toMatchObject({
    code: 0,
    out: 'the lab is down\n',
  });
  expect(await gorun('depot', 'list')).toMatchObject({ code: 0, out: '0 files in depot\n' });
});

test('a program can run a playbook on this machine', async () => {
  await write('inventories/one.yml', 'all: { hosts: { h1: { ansible_connection: local } } }\n');
  await write('playbooks/say.yml', '- hosts: all\n  tasks:\n    - debug: { msg: hello }\n');
  const program = await write(
    'program.js',
    `import { run } from 'gorun';
     const said = [];
     const listener = (event) => { if (event.type === 'host.task.finished') said.push(event.result.message); };
     const recap = await run({ playbook: 'playbooks/say.yml', inventory: 'one', listener });
     console.log(recap.exit, said.join());`,
  );
  expect((await execute(process.execPath, [program], { cwd: folder, env })).stdout).toBe('success hello\n');
});

test('it reaches hosts by SSH: by every cipher, and with a key that an agent holds', async () => {
  const keys = new KeyFolder();
  keys.keygen('host', 'ed25519');
  keys.keygen('mine', 'ed25519');
  keys.write('authorized_keys', `${keys.publicKey('mine')}\n`);
  const server = await OpenSshServer.start(keys, '127.0.1.63', [keys.at('host')], ['SetEnv SHLVL=5']);
  const agent = spawn('ssh-agent', ['-D', '-a', keys.at('agent')]);
  try {
    keys.write('known_hosts', `${server.knownHostsLine(keys.publicKey('host'))}\n`);
    const vars = {
      ansible_host: server.host,
      ansible_port: server.port,
      ansible_user: 'root',
      gorun_ssh_known_hosts_file: keys.at('known_hosts'),
    };
    const inventory = await write('far.yml', JSON.stringify({ all: { hosts: { h1: {} }, vars } }));
    for (const cipher of [
      'chacha20-poly1305@openssh.com',
      'aes128-gcm@openssh.com',
      'aes256-gcm@openssh.com',
      'aes256-ctr',
    ]) {
      await write('home/.ssh/config', `Host *\n  Ciphers ${cipher}\n  IdentityFile ${keys.at('mine')}\n`);
      expect(await gorunWith({ HOME: join(folder, 'home') }, 'ping', 'h1', '-i', inventory)).toMatchObject({
        code: 0,
      });
    }
    await write('home/.ssh/config', '');
    while (!existsSync(keys.at('agent'))) await setTimeout(20);
    const held = { HOME: join(folder, 'home'), SSH_AUTH_SOCK: keys.at('agent') };
    await execute('ssh-add', ['-q', keys.at('mine')], { env: { ...env, ...held } });
    expect(await gorunWith(held, 'ping', 'h1', '-i', inventory)).toMatchObject({ code: 0 });
  } finally {
    agent.kill();
    await server.stop();
    keys.remove();
  }
});

test('both exports have types', async () => {
  const program = await write(
    'typed.ts',
    `import { run, type Recap } from 'gorun';
     import { defineHostModule, parseAs, Type } from 'gorun/module';
     export const recap: Promise<Recap> = run({ playbook: 'p.yml', inventory: ['a'], check: true });
     // @ts-expect-error forks is a number
     export const wrong = run({ playbook: 'p.yml', inventory: 'a', forks: 'many' });
     export default defineHostModule({
       name: 'm', summary: 's', platforms: ['windows'],
       params: Type.Object({ text: Type.String() }),
       parseState: parseAs(Type.Object({ text: Type.String() })),
       plan: ({ params, state }) => ({ steps: [], expected: { text: params.text + state.text } }),
     });`,
  );
  const options = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2024',
    '--skipLibCheck',
    'false',
  ];
  const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')];
  await execute(join(root, 'node_modules/.bin/tsc'), [...options, ...types, program], { cwd: folder, env });
});

test('it starts the background process of --persist', async () => {
  const runtime = join(folder, 'runtime');
  await mkdir(runtime, { mode: 0o700 });
  // Nobody listens there: the background process says so, if it is there.
  const inventory = await write(
    'nobody.yml',
    'all: { hosts: { h1: { ansible_host: 127.0.0.1, ansible_port: 1 } } }',
  );
  const before = process.env.XDG_RUNTIME_DIR;
  Object.assign(env, { XDG_RUNTIME_DIR: runtime });
  try {
    const book = await write('look.yml', '- { hosts: all, tasks: [{ command: "true" }] }');
    const { out } = await gorun('playbook', book, '-i', inventory, '--persist', '-o', 'plain');
    expect(out).toMatch(/unreachable/);
    expect(out).not.toMatch(/cannot be used/);
    expect(await gorun('persist', 'stop')).toMatchObject({ out: 'ended 0 connections\n' });
  } finally {
    Object.assign(env, { XDG_RUNTIME_DIR: before });
  }
});
