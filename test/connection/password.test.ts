import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuthContext, Connection, ServerChannel } from 'ssh2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { PasswordServer } from './password-server.ts';
import { testConnector } from './ssh-client.ts';

let home: string;
let server: PasswordServer | undefined;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gorun-password-'));
});

afterEach(async () => {
  await server?.stop();
  rmSync(home, { recursive: true, force: true });
});

async function connect(
  judge: (context: AuthContext, log: string[]) => void,
  variables: JsonObject = { ansible_password: 'sesame' },
  run?: (channel: ServerChannel, command: string, connection: Connection) => void,
) {
  server = await PasswordServer.start(judge, run);
  const file = join(home, 'known_hosts');
  writeFileSync(file, server.knownHostsLine);
  const address = { ansible_host: '127.0.0.1', ansible_port: server.port, gorun_ssh_known_hosts_file: file };
  return await testConnector(home, { ...address, ...variables }).connect();
}

const onlyPassword = (context: AuthContext): void => {
  if (context.method === 'password' && context.password === 'sesame') context.accept();
  else context.reject(['password']);
};

const prompts =
  (correct: string, ...texts: string[]) =>
  (context: AuthContext): void => {
    if (context.method !== 'keyboard-interactive') {
      context.reject(['keyboard-interactive', 'password']);
      return;
    }
    const asked = texts.map((prompt) => ({ prompt, echo: false }));
    context.prompt(asked, (answers) => {
      if (answers.join('|') === correct) context.accept();
      else context.reject(['keyboard-interactive', 'password']);
    });
  };

describe('a password', () => {
  it('is given where the server takes passwords', async () => {
    const connection = await connect(onlyPassword);
    await connection.close();
    expect(server?.log).toEqual(['none', 'password sesame']);
  });

  it('answers the prompt of keyboard-interactive', async () => {
    const connection = await connect(prompts('sesame', 'Password: '));
    await connection.close();
    expect(server?.log).toEqual(['none', 'keyboard-interactive']);
  });

  it('is no answer to a second prompt, as for a one-time code', async () => {
    await expect(connect(prompts('sesame|sesame', 'Password: ', 'Code: '))).rejects.toMatchObject({
      code: 'connection/authentication',
    });
  });

  it('that is wrong is sent once, so that the account is not locked sooner', async () => {
    await expect(connect(prompts('right', 'Password: '))).rejects.toMatchObject({
      code: 'connection/authentication',
      message: expect.stringContaining(
        'refuses root. Tried: password (keyboard-interactive). It allows keyboard-interactive, password.',
      ),
    });
    expect(server?.log).toEqual(['none', 'keyboard-interactive']);
  });

  it('may be a number in the inventory', async () => {
    const accepts = (context: AuthContext): void => {
      if (context.method === 'password' && context.password === '123456') context.accept();
      else context.reject(['password']);
    };
    await (await connect(accepts, { ansible_ssh_pass: 123456 })).close();
  });

  it('that has expired is reported as such', async () => {
    const expired = (context: AuthContext): void => {
      if (context.method === 'password') context.requestChange('Change it', () => {});
      else context.reject(['password']);
    };
    await expect(connect(expired)).rejects.toMatchObject({ message: expect.stringContaining('has expired') });
  });
});

describe('a server that ends the connection', () => {
  it('during authentication is told from one that refuses the password', async () => {
    await expect(connect(() => void server?.stop())).rejects.toMatchObject({
      code: 'connection/authentication',
      message: expect.stringContaining('during authentication as root'),
    });
  });

  it('while a process runs leaves its exit code undefined and no error behind', async () => {
    const connection = await connect(onlyPassword, undefined, (channel, _command, client) => {
      channel.write('half a li');
      setImmediate(() => client.end());
    });
    const running = await connection.start('work');
    const seen: string[] = [];
    for await (const chunk of running.stdout) seen.push(Buffer.from(chunk).toString());
    expect(seen.join('')).toBe('half a li');
    expect(await running.exited).toBeUndefined();
    await connection.closed;
  });
});

describe('a started process', () => {
  it('keeps what it said for a reader that comes late', async () => {
    const connection = await connect(onlyPassword, undefined, (channel) => {
      channel.write('early words');
      channel.exit(3);
      channel.end();
    });
    const running = await connection.start('speak');
    expect(await running.exited).toBe(3);
    const seen: string[] = [];
    for await (const chunk of running.stdout) seen.push(Buffer.from(chunk).toString());
    expect(seen.join('')).toBe('early words');
    await connection.close();
  });

  it('that the server ends without a code has none', async () => {
    const connection = await connect(onlyPassword, undefined, (channel) => channel.close());
    const running = await connection.start('nothing');
    expect(await running.exited).toBeUndefined();
    await connection.close();
  });
});
