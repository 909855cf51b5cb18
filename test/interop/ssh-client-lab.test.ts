import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, labDown, labUp } from '../../lab/index.ts';
import type { Connection } from '../../src/connection/types.ts';
import { output, testConnector } from '../connection/ssh-client.ts';
import { ownInstance } from '../lab-instance.ts';

const folder = mkdtempSync(join(tmpdir(), 'gorun-client-lab-'));
const instance = ownInstance('ssh-client');
let lab: Lab;
let connection: Connection;

beforeAll(async () => {
  lab = await labUp({ hosts: 1, instance, project: folder });
  connection = await testConnector(folder, {
    ansible_host: '127.0.0.1',
    ansible_port: lab.hosts[0]?.port ?? 0,
    ansible_user: 'Administrator',
    ansible_ssh_private_key_file: lab.privateKey,
    ansible_shell_type: 'powershell',
    gorun_ssh_known_hosts_file: lab.knownHosts,
  }).connect();
});

afterAll(async () => {
  await connection?.close();
  await labDown({ instance });
  rmSync(folder, { recursive: true, force: true });
});

describe('a Windows host of the lab', () => {
  it('is a Windows host', () => {
    expect(connection.platform).toBe('windows');
  });

  it('runs a command and tells its whole exit code', async () => {
    expect(await output(connection, 'go version')).toEqual({
      text: 'go version go1.20.14 windows/amd64\n',
      code: 0,
    });
    expect((await output(connection, 'exit 7')).code).toBe(7);
  });

  it('takes and gives back a file under a Windows path, replacing the one that is there', async () => {
    const local = join(folder, 'local.bin');
    const remote = 'C:\\ProgramData\\a b ä\u{1f600}.bin';
    for (const text of ['first', 'second '.repeat(500_000)]) {
      writeFileSync(local, text);
      await connection.files?.put(local, remote);
    }
    await connection.files?.get(remote, join(folder, 'back.bin'));
    expect(readFileSync(join(folder, 'back.bin')).equals(readFileSync(local))).toBe(true);
  });

  it('says in words that a folder does not exist', async () => {
    const local = join(folder, 'x');
    writeFileSync(local, 'x');
    await expect(connection.files?.put(local, 'C:\\nowhere\\x')).rejects.toMatchObject({
      code: 'connection/file-transfer',
      message: expect.stringContaining('could not be put to C:\\nowhere\\x: no such file or folder'),
    });
  });
});
