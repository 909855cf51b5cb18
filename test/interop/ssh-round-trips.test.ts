import { mkdirSync } from 'node:fs';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passOverHostKeys } from '../../src/connection/ssh/connect/pass-over-host-keys.ts';
import { signAtOnce } from '../../src/connection/ssh/connect/sign-at-once.ts';
import { execAtOnce } from '../../src/connection/ssh/exec-at-once.ts';
import { KeyFolder, OpenSshServer } from '../connection/openssh-server.ts';
import { testConnector } from '../connection/ssh-client.ts';
import { TurnCounter } from '../connection/turn-counter.ts';

const folder = new KeyFolder();
let server: OpenSshServer;
let way: TurnCounter;

beforeAll(async () => {
  folder.keygen('host', 'ed25519');
  for (const type of ['ed25519', 'rsa', 'ecdsa']) folder.keygen(type, type);
  folder.keygen('stranger', 'ed25519');
  const allowed = ['ed25519', 'rsa', 'ecdsa'];
  folder.write('authorized_keys', allowed.map((key) => `${folder.publicKey(key)}\n`).join(''));
  server = await OpenSshServer.start(folder, '127.0.1.45', [folder.at('host')]);
  way = await TurnCounter.start(server.host, server.port);
  folder.write('known_hosts', `[127.0.0.1]:${way.port} ${folder.publicKey('host')}\n`);
});

afterAll(async () => {
  await way?.stop();
  await server?.stop();
  folder.remove();
});

function connector(key: string | undefined) {
  return testConnector(folder.path, {
    ansible_host: '127.0.0.1',
    ansible_port: way.port,
    ansible_user: 'root',
    ...(key === undefined ? {} : { ansible_ssh_private_key_file: folder.at(key) }),
    gorun_ssh_known_hosts_file: folder.at('known_hosts'),
  });
}

/** sshd's word for "that key would do; now prove that you have it". */
const askedFirst = /Postponed publickey/;

describe('authentication', () => {
  it.each(['ed25519', 'rsa', 'ecdsa'])('does not ask first whether the %s key would do', async (type) => {
    server.log.length = 0;
    const connection = await connector(type).connect();
    await server.logged(/Accepted publickey for root/);
    expect(server.log.filter((line) => askedFirst.test(line))).toEqual([]);
    await connection.close();
  });

  it('goes on to the next key where one is refused', async () => {
    server.log.length = 0;
    mkdirSync(folder.at('.ssh'), { recursive: true });
    const keys = ['stranger', 'ed25519'].map((key) => `IdentityFile ${folder.at(key)}\n`);
    folder.write('.ssh/config', keys.join(''));
    const connection = await connector(undefined).connect();
    await server.logged(/Accepted publickey for root/);
    expect(server.log.filter((line) => /Failed publickey/.test(line))).toHaveLength(1);
    await connection.close();
  });

  it('is ssh2’s own where ssh2 is another inside', () => {
    const client = new ssh2.Client();
    expect(signAtOnce(client)).toBe(false);
    const changed = Object.assign(new ssh2.Client(), { _protocol: { authPK: () => {} } });
    expect(signAtOnce(changed)).toBe(false);
    expect(passOverHostKeys(changed)).toBe(false);
  });
});

describe('key exchange and encryption', () => {
  it('are those that ~/.ssh/config names, where the server allows no other', async () => {
    const only = ['KexAlgorithms diffie-hellman-group14-sha1', 'Ciphers aes256-cbc', 'MACs hmac-sha2-512'];
    const old = await OpenSshServer.start(folder, '127.0.1.47', [folder.at('host')], only);
    const variables = {
      ansible_host: old.host,
      ansible_port: old.port,
      ansible_user: 'root',
      ansible_ssh_private_key_file: folder.at('ed25519'),
      gorun_ssh_known_hosts_file: folder.write('old', old.knownHostsLine(folder.publicKey('host'))),
    };
    await expect(testConnector(folder.path, variables).connect()).rejects.toMatchObject({
      code: 'connection/unreachable',
      message: expect.stringContaining('no matching'),
    });
    const asked = only.map((option) => `-o ${option.replace(' ', '=')}`).join(' ');
    const connection = await testConnector(folder.path, {
      ...variables,
      ansible_ssh_common_args: asked,
    }).connect();
    await connection.close();
    await old.stop();
  });
});

describe('a command', () => {
  it('and what is written to it take two round trips until its answer', async () => {
    const connection = await connector('ed25519').connect();
    way.take();
    const running = await connection.start('cat');
    await running.write(Buffer.from('hello\n'));
    for await (const chunk of running.stdout) {
      expect(Buffer.from(chunk).toString()).toBe('hello\n');
      break;
    }
    expect(way.take()).toBe(2);
    await connection.close();
  });

  it('is started by ssh2’s own way where ssh2 is another inside', async () => {
    const client = new ssh2.Client();
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const channel = { name: 'a channel' };
    Object.assign(client, {
      _chanMgr: {},
      exec: (command: string, done: (error: undefined, opened: unknown) => void) => {
        done(undefined, channel);
        resolve(command);
      },
    });
    let given: unknown;
    execAtOnce(
      client,
      'true',
      (_error, opened) => {
        given = opened;
      },
      reject,
    );
    expect(await promise).toBe('true');
    expect(given).toBe(channel);
  });
});
