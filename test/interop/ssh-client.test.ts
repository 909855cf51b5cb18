import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { KeyFolder, OpenSshServer } from '../connection/openssh-server.ts';
import { output, testConnector } from '../connection/ssh-client.ts';

const folder = new KeyFolder();
let server: OpenSshServer;
let inner: OpenSshServer;

beforeAll(async () => {
  for (const type of ['ed25519', 'rsa', 'ecdsa']) folder.keygen(`host_${type}`, type);
  folder.keygen('inner_host', 'ed25519');
  folder.keygen('user', 'ed25519');
  folder.keygen('stranger', 'ed25519');
  folder.keygen('locked', 'ed25519', '-N', 'open sesame');
  folder.keygen('rsa_pem', 'rsa', '-m', 'PEM');
  folder.keygen('rsa_pem_locked', 'rsa', '-m', 'PEM', '-N', 'open sesame');
  folder.keygen('ec_pkcs8_locked', 'ecdsa', '-m', 'PKCS8', '-N', 'open sesame');
  const allowed = ['user', 'locked', 'rsa_pem', 'rsa_pem_locked', 'ec_pkcs8_locked'];
  folder.write('authorized_keys', allowed.map((key) => `${folder.publicKey(key)}\n`).join(''));
  const hostKeys = ['ed25519', 'rsa', 'ecdsa'].map((type) => folder.at(`host_${type}`));
  server = await OpenSshServer.start(folder, '127.0.1.41', hostKeys);
  inner = await OpenSshServer.start(folder, '127.0.1.42', [folder.at('inner_host')]);
  folder.write(
    'known_hosts',
    `${server.knownHostsLine(folder.publicKey('host_ed25519'))}\n${inner.knownHostsLine(folder.publicKey('inner_host'))}\n`,
  );
});

afterAll(async () => {
  await server?.stop();
  await inner?.stop();
  folder.remove();
});

function connector(variables: JsonObject = {}, environment: Record<string, string> = {}, home = folder.path) {
  return testConnector(
    home,
    {
      ansible_host: server.host,
      ansible_port: server.port,
      ansible_user: 'root',
      gorun_ssh_known_hosts_file: folder.at('known_hosts'),
      ...variables,
    },
    environment,
  );
}

async function whoAmI(variables: JsonObject, environment: Record<string, string> = {}, home = folder.path) {
  const connection = await connector(variables, environment, home).connect();
  try {
    return (await output(connection, 'echo "$USER $SSH_CONNECTION"')).text.trim();
  } finally {
    await connection.close();
  }
}

const withKey = (name: string, more: JsonObject = {}): JsonObject => ({
  ansible_ssh_private_key_file: folder.at(name),
  ...more,
});

describe('keys', () => {
  it('takes a key in OpenSSH format', async () => {
    expect(await whoAmI(withKey('user'))).toMatch(/^root /);
  });

  it.each([
    ['an encrypted key in OpenSSH format', 'locked'],
    ['an encrypted RSA key in PEM', 'rsa_pem_locked'],
    ['an encrypted EC key in PKCS#8', 'ec_pkcs8_locked'],
  ])('takes %s with its passphrase', async (_what, name) => {
    expect(await whoAmI(withKey(name, { ansible_ssh_private_key_passphrase: 'open sesame' }))).toMatch(
      /^root /,
    );
  });

  it('takes an RSA key in PEM', async () => {
    expect(await whoAmI(withKey('rsa_pem'))).toMatch(/^root /);
  });

  it.each(['locked', 'rsa_pem_locked', 'ec_pkcs8_locked'])(
    'says that the passphrase of %s is wrong',
    async (name) => {
      const attempt = whoAmI(withKey(name, { ansible_ssh_private_key_passphrase: 'wrong one' }));
      await expect(attempt).rejects.toMatchObject({
        code: 'connection/authentication',
        message: expect.stringContaining(`${folder.at(name)} cannot be decrypted: the passphrase is wrong`),
      });
    },
  );

  it.each(['locked', 'rsa_pem_locked', 'ec_pkcs8_locked'])(
    'says that %s needs a passphrase',
    async (name) => {
      await expect(whoAmI(withKey(name))).rejects.toMatchObject({
        code: 'connection/authentication',
        message: expect.stringContaining('is encrypted, no passphrase is given'),
      });
    },
  );

  it('says which key file is missing', async () => {
    await expect(whoAmI(withKey('nowhere'))).rejects.toMatchObject({
      code: 'connection/config',
      message: expect.stringContaining(`${folder.at('nowhere')} does not exist`),
    });
  });

  it('names what was tried when the server refuses it', async () => {
    await expect(whoAmI(withKey('stranger'))).rejects.toMatchObject({
      code: 'connection/authentication',
      message: `web1 (${server.host}:${server.port}) refuses root. Tried: key ${folder.at('stranger')}. It allows publickey.`,
    });
  });

  it('says so when there is nothing to try', async () => {
    await expect(whoAmI({})).rejects.toMatchObject({
      code: 'connection/authentication',
      message: expect.stringContaining('There was no key or password to try.'),
    });
  });

  it('says that a password is of no use where the server only takes keys', async () => {
    await expect(whoAmI({ ansible_password: 'something' })).rejects.toMatchObject({
      code: 'connection/authentication',
      message: expect.stringContaining('It allows publickey'),
    });
  });
});

describe('ssh-agent', () => {
  let agent: ChildProcess;
  let env: { SSH_AUTH_SOCK: string };

  beforeAll(async () => {
    env = { SSH_AUTH_SOCK: folder.at('agent') };
    agent = spawn('setpriv', ['--pdeathsig', 'TERM', 'ssh-agent', '-D', '-a', env.SSH_AUTH_SOCK], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (agent.stdout) await once(agent.stdout, 'data');
    for (const key of ['stranger', 'user']) execFileSync('ssh-add', ['-q', folder.at(key)], { env });
  });

  afterAll(async () => {
    const ended = once(agent, 'exit');
    agent.kill();
    await ended;
  });

  it('signs in with a key of the agent', async () => {
    expect(await whoAmI({}, env)).toMatch(/^root /);
  });

  it('uses the agent named by IdentityAgent', async () => {
    const home = homeWithConfig('agent-home', `Host *\n  IdentityAgent ${env.SSH_AUTH_SOCK}\n`);
    expect(await whoAmI({}, {}, home)).toMatch(/^root /);
  });

  it('offers only the keys of IdentityFile with IdentitiesOnly', async () => {
    const home = homeWithConfig('only-home', `IdentitiesOnly yes\nIdentityFile ${folder.at('stranger')}\n`);
    await expect(whoAmI({}, env, home)).rejects.toMatchObject({
      message: expect.stringContaining('Tried: ssh-agent (stranger). It allows'),
    });
  });

  it('goes on without an agent that is not there', async () => {
    await expect(whoAmI(withKey('stranger'), { SSH_AUTH_SOCK: folder.at('gone') })).rejects.toMatchObject({
      message: expect.stringContaining(`Not tried: ssh-agent at ${folder.at('gone')}`),
    });
  });

  it('goes on to the next key when the agent does not sign', async () => {
    execFileSync('ssh-add', ['-q', '-c', folder.at('rsa_pem')], { env: { ...env, PATH: process.env.PATH } });
    const home = homeWithConfig('refusing-home', `IdentityFile ${folder.at('rsa_pem')}\n`);
    expect(await whoAmI({}, env, home)).toMatch(/^root /);
    execFileSync('ssh-add', ['-q', '-d', folder.at('rsa_pem')], { env });
  });
});

function homeWithConfig(name: string, config: string): string {
  mkdirSync(folder.at(`${name}/.ssh`), { recursive: true });
  writeFileSync(folder.at(`${name}/.ssh/config`), config);
  return folder.at(name);
}

describe('known_hosts', () => {
  const key = () => withKey('user');

  it('finds names hashed by ssh-keygen -H', async () => {
    const file = folder.write('hashed', readFileSync(folder.at('known_hosts'), 'utf8'));
    execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'ignore' });
    expect(readFileSync(file, 'utf8')).toMatch(/^\|1\|/);
    expect(await whoAmI({ ...key(), gorun_ssh_known_hosts_file: file })).toMatch(/^root /);
  });

  it.each(['ed25519', 'rsa', 'ecdsa'])('asks for the %s key when that is the one it knows', async (type) => {
    const file = folder.write(`only_${type}`, `${server.knownHostsLine(folder.publicKey(`host_${type}`))}\n`);
    expect(await whoAmI({ ...key(), gorun_ssh_known_hosts_file: file })).toMatch(/^root /);
  });

  it('refuses an unknown host with the fingerprint that ssh-keygen prints, and the line to add', async () => {
    const file = folder.write('empty', '');
    const printed = execFileSync('ssh-keygen', ['-l', '-f', folder.at('host_ed25519.pub')], {
      encoding: 'utf8',
    });
    await expect(whoAmI({ ...key(), gorun_ssh_known_hosts_file: file })).rejects.toMatchObject({
      code: 'connection/host-key-unknown',
      message: expect.stringContaining(printed.split(' ')[1] ?? 'no fingerprint'),
      fix: expect.stringContaining(server.knownHostsLine(folder.publicKey('host_ed25519'))),
    });
  });

  it('refuses a changed key before any authentication, naming the line', async () => {
    const file = folder.write('changed', `# old\n${server.knownHostsLine(folder.publicKey('stranger'))}\n`);
    const before = server.log.length;
    await expect(whoAmI({ ...key(), gorun_ssh_known_hosts_file: file })).rejects.toMatchObject({
      code: 'connection/host-key-changed',
      message: expect.stringContaining(`${file}:2`),
    });
    expect(server.log.slice(before).join('\n')).not.toMatch(/publickey|Accepted|authenticating user/);
  });

  it('refuses a revoked key', async () => {
    const line = server.knownHostsLine(folder.publicKey('host_ed25519'));
    const file = folder.write('revoked', `${line}\n@revoked * ${folder.publicKey('host_ed25519')}\n`);
    await expect(whoAmI({ ...key(), gorun_ssh_known_hosts_file: file })).rejects.toMatchObject({
      code: 'connection/host-key-changed',
      message: expect.stringContaining(`revoked at ${file}:2`),
    });
  });

  it('adds a new key once with accept-new, and OpenSSH agrees with the line', async () => {
    const file = folder.at('new/known_hosts');
    const connecting = connector({ ...key(), gorun_ssh_known_hosts_file: file, gorun_ssh_accept_new: true });
    const connections = await Promise.all(Array.from({ length: 8 }, () => connecting.connect()));
    await Promise.all(connections.map((connection) => connection.close()));
    expect(readFileSync(file, 'utf8')).toBe(`${server.knownHostsLine(folder.publicKey('host_ed25519'))}\n`);
    const options = [
      `UserKnownHostsFile=${file}`,
      'StrictHostKeyChecking=yes',
      'BatchMode=yes',
      'IdentitiesOnly=yes',
    ];
    const args = [
      ...options.flatMap((option) => ['-o', option]),
      '-i',
      folder.at('user'),
      '-p',
      String(server.port),
    ];
    expect(execFileSync('ssh', [...args, `root@${server.host}`, 'echo yes'], { encoding: 'utf8' })).toBe(
      'yes\n',
    );
  });

  it('refuses a changed key with accept-new too', async () => {
    const file = folder.write('changed2', `${server.knownHostsLine(folder.publicKey('stranger'))}\n`);
    await expect(
      whoAmI({ ...key(), gorun_ssh_known_hosts_file: file, gorun_ssh_accept_new: true }),
    ).rejects.toMatchObject({ code: 'connection/host-key-changed' });
  });
});

describe('~/.ssh/config', () => {
  it('finds host, port, user and key by alias', async () => {
    const config = `Host alias\n  HostName ${server.host}\n  Port ${server.port}\n  User root\n  IdentityFile ${folder.at('user')}\n  UserKnownHostsFile ${folder.at('known_hosts')}\n`;
    const connection = await testConnector(homeWithConfig('alias-home', config), {
      ansible_host: 'alias',
    }).connect();
    expect((await output(connection, 'id -un')).text).toBe('root\n');
    await connection.close();
  });

  const jump = () =>
    `Host bastion\n  HostName ${server.host}\n  Port ${server.port}\nHost inner\n  HostName ${inner.host}\n  Port ${inner.port}\n  ProxyJump bastion\nHost *\n  User root\n  IdentityFile ${folder.at('user')}\n`;

  it('goes through a jump host', async () => {
    const home = homeWithConfig('jump-home', `${jump()}  UserKnownHostsFile ${folder.at('known_hosts')}\n`);
    const connection = await testConnector(home, { ansible_host: 'inner' }).connect();
    const { text } = await output(connection, 'echo $SSH_CONNECTION');
    expect(text).toContain(`${inner.host} ${inner.port}`);
    await connection.close();
    await connection.closed;
  });

  it('shares the connection to a jump host among hosts, and ends it with the last', async () => {
    const bastion = await OpenSshServer.start(
      folder,
      '127.0.1.45',
      [folder.at('host_ed25519')],
      ['MaxStartups 1:100:1'],
    );
    const file = folder.write(
      'shared',
      `${bastion.knownHostsLine(folder.publicKey('host_ed25519'))}\n${inner.knownHostsLine(folder.publicKey('inner_host'))}\n`,
    );
    const connecting = testConnector(homeWithConfig('jump5-home', `IdentityFile ${folder.at('user')}\n`), {
      ansible_host: inner.host,
      ansible_port: inner.port,
      ansible_ssh_common_args: `-J root@${bastion.host}:${bastion.port}`,
      gorun_ssh_known_hosts_file: file,
    });
    const [first, ...others] = await Promise.all(Array.from({ length: 12 }, () => connecting.connect()));
    expect(bastion.sessionPids()).toHaveLength(1);
    await Promise.all(others.map((connection) => connection.close()));
    if (first) expect((await output(first, 'echo ok')).text).toBe('ok\n');
    await first?.close();
    await bastion.logged(/Disconnected from user root|Connection closed/);
    await (await connecting.connect()).close();
    await bastion.stop();
  });

  it('checks the key of the jump host itself', async () => {
    const file = folder.write('only_inner', `${inner.knownHostsLine(folder.publicKey('inner_host'))}\n`);
    const home = homeWithConfig('jump2-home', jump());
    const attempt = testConnector(home, {
      ansible_host: 'inner',
      gorun_ssh_known_hosts_file: file,
    }).connect();
    await expect(attempt).rejects.toMatchObject({
      code: 'connection/host-key-unknown',
      message: expect.stringContaining('bastion'),
    });
  });

  it('says so when the jump host cannot reach the host', async () => {
    const home = homeWithConfig('jump3-home', jump());
    const variables = {
      ansible_host: 'inner',
      ansible_port: 1,
      gorun_ssh_known_hosts_file: folder.at('known_hosts'),
    };
    await expect(testConnector(home, variables).connect()).rejects.toMatchObject({
      code: 'connection/unreachable',
      message: expect.stringContaining('through the jump host'),
    });
  });

  it('ends with the jump host', async () => {
    const bastion = await OpenSshServer.start(folder, '127.0.1.43', [folder.at('host_ed25519')]);
    const file = folder.write(
      'dying',
      `${bastion.knownHostsLine(folder.publicKey('host_ed25519'))}\n${inner.knownHostsLine(folder.publicKey('inner_host'))}\n`,
    );
    const args = `-J root@${bastion.host}:${bastion.port}`;
    const home = homeWithConfig('jump4-home', `IdentityFile ${folder.at('user')}\n`);
    const connection = await testConnector(home, {
      ansible_host: inner.host,
      ansible_port: inner.port,
      ansible_ssh_common_args: args,
      gorun_ssh_known_hosts_file: file,
    }).connect();
    const running = await connection.start('cat');
    for (const pid of bastion.sessionPids()) process.kill(pid, 'SIGKILL');
    await connection.closed;
    expect(await running.exited).toBeUndefined();
    await bastion.stop();
  });
});

describe('processes', () => {
  it('carry 20 MB each way without a lost byte, and tell the exit code', async () => {
    const connection = await connector(withKey('user')).connect();
    const running = await connection.start('sha256sum; exit 7');
    const block = Buffer.alloc(1_000_000, 'gorun ');
    for (let i = 0; i < 20; i++) await running.write(block);
    running.kill();
    const { text } = await output(connection, 'head -c 20000000 /dev/zero | tr "\\0" x');
    expect(text).toBe('x'.repeat(20_000_000));
    expect((await output(connection, 'exit 7')).code).toBe(7);
    await connection.close();
  });

  it('keep the last 64 KiB of standard error', async () => {
    const connection = await connector(withKey('user')).connect();
    const running = await connection.start('head -c 300000 /dev/zero | tr "\\0" e >&2; echo the end >&2');
    await running.exited;
    for await (const _chunk of running.stdout);
    expect(running.stderrTail()).toHaveLength(64 * 1024);
    expect(running.stderrTail()).toMatch(/e{100}the end\n$/);
    await connection.close();
  });

  it('see their input end when they are killed', async () => {
    const connection = await connector(withKey('user')).connect();
    const file = folder.at('killed');
    const running = await connection.start(`setsid sh -c "cat; echo over > ${file}"`);
    running.kill();
    await running.exited;
    expect((await output(connection, `while ! [ -s ${file} ]; do sleep 0.05; done; cat ${file}`)).text).toBe(
      'over\n',
    );
    await connection.close();
  });

  it('end for the caller when they are killed, also where the server never says so', async () => {
    const connection = await connector(withKey('user')).connect();
    const running = await connection.start('echo $$; exec sleep 1000');
    const chunks: string[] = [];
    for await (const chunk of running.stdout) {
      chunks.push(Buffer.from(chunk).toString());
      running.kill();
    }
    expect(await running.exited).toBeUndefined();
    process.kill(Number(chunks[0]));
    expect((await output(connection, 'echo still here')).text).toBe('still here\n');
    await connection.close();
  });

  it('tell the signal that ended them as a shell does', async () => {
    const connection = await connector(withKey('user')).connect();
    expect((await output(connection, 'kill -TERM $$')).code).toBe(143);
    await connection.close();
  });

  it('exit with undefined when the connection breaks, and refuse further input', async () => {
    const connection = await connector(withKey('user')).connect();
    const running = await connection.start('echo $PPID; cat');
    for await (const chunk of running.stdout) {
      process.kill(Number(Buffer.from(chunk).toString()), 'SIGKILL');
      break;
    }
    expect(await running.exited).toBeUndefined();
    await connection.closed;
    await expect(running.write(Buffer.from('x'))).rejects.toMatchObject({ code: 'connection/lost' });
    await expect(connection.start('true')).rejects.toMatchObject({ code: 'connection/lost' });
    await connection.close();
  });
});

describe('files', () => {
  it('arrive whole, with progress, and leave no temporary file', async () => {
    const connection = await connector(withKey('user')).connect();
    const local = folder.write('local.bin', 'gorun'.repeat(777_777));
    mkdirSync(folder.at('there'));
    writeFileSync(folder.at('there/ä b'), 'old');
    const news: number[] = [];
    await connection.files?.put(local, folder.at('there/ä b'), (sent) => news.push(sent));
    expect(readFileSync(folder.at('there/ä b')).equals(readFileSync(local))).toBe(true);
    expect(news.at(-1)).toBe(777_777 * 5);
    expect(execFileSync('ls', ['-A', folder.at('there')], { encoding: 'utf8' })).toBe('ä b\n');
    await connection.files?.get(folder.at('there/ä b'), folder.at('back.bin'));
    expect(readFileSync(folder.at('back.bin')).equals(readFileSync(local))).toBe(true);
    await connection.close();
  });

  it('can be empty', async () => {
    const connection = await connector(withKey('user')).connect();
    await connection.files?.put(folder.write('none', ''), folder.at('none.sent'));
    await connection.files?.get(folder.at('none.sent'), folder.at('none.back'));
    expect(readFileSync(folder.at('none.back'), 'utf8')).toBe('');
    await connection.close();
  });

  it('stop when the signal says so, and leave nothing', async () => {
    const connection = await connector(withKey('user')).connect();
    const local = folder.write('large.bin', 'x'.repeat(30_000_000));
    mkdirSync(folder.at('stopped'));
    const stop = new AbortController();
    const put = connection.files?.put(
      local,
      folder.at('stopped/file'),
      () => stop.abort(new Error('enough')),
      stop.signal,
    );
    await expect(put).rejects.toThrow('enough');
    expect(execFileSync('ls', ['-A', folder.at('stopped')], { encoding: 'utf8' })).toBe('');
    await connection.close();
  });

  it('say what is wrong with the path', async () => {
    const connection = await connector(withKey('user')).connect();
    const local = folder.write('small', 'x');
    await expect(connection.files?.put(local, '/nowhere/file')).rejects.toMatchObject({
      code: 'connection/file-transfer',
      message: `web1: ${local} could not be put to /nowhere/file: no such file or folder.`,
    });
    await expect(connection.files?.put(folder.at('absent'), '/tmp/x')).rejects.toMatchObject({
      message: expect.stringContaining('on this machine: ENOENT'),
    });
    await expect(connection.files?.get('/etc', folder.at('etc'))).rejects.toMatchObject({
      code: 'connection/file-transfer',
    });
    await connection.close();
  });

  it('say that the disk is full, and leave nothing', async ({ skip }) => {
    mkdirSync(folder.at('tiny'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder.at('tiny')], {
        stdio: 'ignore',
      });
    } catch {
      skip('this machine does not let us mount a small disk');
    }
    try {
      const connection = await connector(withKey('user')).connect();
      const local = folder.write('two-megabytes', 'x'.repeat(2_000_000));
      await expect(connection.files?.put(local, folder.at('tiny/x'))).rejects.toMatchObject({
        code: 'connection/file-transfer',
        message: expect.stringContaining('no space left on the disk'),
      });
      expect(execFileSync('ls', ['-A', folder.at('tiny')], { encoding: 'utf8' })).toBe('');
      await connection.close();
    } finally {
      execFileSync('umount', [folder.at('tiny')]);
    }
  });

  it('are not offered any more once SFTP turned out to be missing', async () => {
    const bare = await OpenSshServer.start(
      folder,
      '127.0.1.44',
      [folder.at('host_ed25519')],
      ['Subsystem none /bin/false'],
    );
    const file = folder.write('bare', `${bare.knownHostsLine(folder.publicKey('host_ed25519'))}\n`);
    const connection = await connector(
      withKey('user', { ansible_host: bare.host, ansible_port: bare.port, gorun_ssh_known_hosts_file: file }),
    ).connect();
    await expect(connection.files?.put(file, '/tmp/x')).rejects.toMatchObject({
      code: 'connection/file-transfer',
    });
    expect(connection.files).toBeUndefined();
    await connection.close();
    await bare.stop();
  });
});
