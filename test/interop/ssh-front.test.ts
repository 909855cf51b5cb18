import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientKeys, type Lab, labDown, labPlaces, labUp } from '../../lab/index.ts';
import { ownInstance } from '../lab-instance.ts';

// The lab's SSH front against somebody else's clients: OpenSSH's ssh, sftp and scp.
const instance = ownInstance('interop-front');
let lab: Lab;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gorun-interop-'));
  lab = await labUp({ instance, hosts: 1, project: folder, fresh: true });
});
afterAll(async () => {
  await labDown({ instance, remove: true });
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

function client(
  program: 'ssh' | 'scp' | 'sftp',
  args: readonly string[],
  input: string | Buffer = '',
  key = clientKeys(labPlaces(instance)).plain,
): Promise<Ended> {
  const host = lab.hosts[0];
  const options = [
    `UserKnownHostsFile=${lab.knownHosts}`,
    'StrictHostKeyChecking=yes',
    'IdentitiesOnly=yes',
    'BatchMode=yes',
    `IdentityFile=${key}`,
    `Port=${host?.port}`,
    'User=Administrator',
  ].flatMap((option) => ['-o', option]);
  const child = spawn(program, ['-F', 'none', ...options, ...args], { stdio: 'pipe' });
  const out: Buffer[] = [];
  let stderr = '';
  child.stdout.on('data', (piece: Buffer) => out.push(piece));
  child.stderr.on('data', (piece: Buffer) => {
    stderr += piece.toString();
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise((resolve) =>
    child.on('close', (code) => resolve({ code, stdout: Buffer.concat(out), stderr })),
  );
}

const ssh = (command: string, input?: string | Buffer) => client('ssh', ['127.0.0.1', command], input);
const encoded = (script: string) => Buffer.from(script, 'utf16le').toString('base64');
const hash = (data: Buffer) => createHash('sha256').update(data).digest('hex');
const onHost = (path: string) => join(lab.hosts[0]?.prefix ?? '', 'drive_c', path);

describe("OpenSSH's ssh", () => {
  test('runs the Go that the real installer put there', async () => {
    expect((await ssh('go version')).stdout.toString()).toBe('go version go1.20.14 windows/amd64\n');
  });

  test('gets the exit code, of cmd as of PowerShell', async () => {
    expect((await ssh('exit 42')).code).toBe(42);
    expect((await ssh('powershell -NoProfile -Command "exit 43"')).code).toBe(43);
    expect((await ssh('powershell -NoProfile -Command "throw 1"')).code).toBe(1);
  });

  test('keeps standard output and standard error apart', async () => {
    const ended = await ssh('echo out & echo err 1>&2');
    expect(ended.stdout.toString().trim()).toBe('out');
    expect(ended.stderr.trim()).toBe('err');
  });

  test('passes quotes, ampersands and Unicode in an encoded command', async () => {
    const text = 'a "b" & c | d %PATH% ^ äöü 日本 \\';
    const script = `[Console]::Out.Write([Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes('${text}')))`;
    const { stdout } = await ssh(`powershell -NoProfile -EncodedCommand ${encoded(script)}`);
    expect(Buffer.from(stdout.toString(), 'base64').toString()).toBe(text);
  });

  test('streams 20 MB of any bytes through standard input and output', async () => {
    const data = randomBytes(20_000_000);
    const script = '[Console]::OpenStandardInput().CopyTo([Console]::OpenStandardOutput())';
    const { stdout, code } = await ssh(
      `powershell -NoProfile -InputFormat None -EncodedCommand ${encoded(script)}`,
      data,
    );
    expect([code, stdout.length, hash(stdout)]).toEqual([0, data.length, hash(data)]);
  });

  test('leaves the standard input to the script, line by line', async () => {
    const script = '$a = [Console]::In.ReadLine(); $b = [Console]::In.ReadLine(); "$($a.Length) $b"';
    const input = `${'x'.repeat(3_000_000)}\nsecond\n`;
    const { stdout } = await ssh(
      `powershell -NoProfile -InputFormat None -EncodedCommand ${encoded(script)}`,
      input,
    );
    expect(stdout.toString().trim()).toBe('3000000 second');
  });

  test('is refused with a strange key', async () => {
    const ended = await client('ssh', ['127.0.0.1', 'ver'], '', clientKeys(labPlaces(instance)).stranger);
    expect(ended.code).toBe(255);
    expect(ended.stderr).toContain('Permission denied');
  });
});

describe("OpenSSH's sftp", () => {
  const sftp = (...lines: string[]) => client('sftp', ['-b', '-', '127.0.0.1'], `${lines.join('\n')}\n`);

  test('starts in the home folder, shows Windows paths, and finds them in any case', async () => {
    const { stdout, code } = await sftp('pwd', 'cd "/c:/PROGRAM FILES/go"', 'pwd', 'ls BIN');
    expect(code).toBe(0);
    expect(stdout.toString()).toContain('/C:/Users/Administrator');
    expect(stdout.toString()).toContain('go.exe');
  });

  test('makes folders, moves files with Unicode names there and back, renames and removes', async () => {
    const data = randomBytes(3_000_001);
    writeFileSync(join(folder, 'daten.bin'), data);
    const ended = await sftp(
      'mkdir "/C:/Ünï cödé 日本"',
      `put "${join(folder, 'daten.bin')}" "/C:/Ünï cödé 日本/ä b.bin"`,
      'rename "/C:/Ünï cödé 日本/ä b.bin" "/C:/Ünï cödé 日本/c.bin"',
      `get "/C:/ünï cödé 日本/C.BIN" "${join(folder, 'zurück.bin')}"`,
      'rm "/C:/Ünï cödé 日本/c.bin"',
      'rmdir "/C:/Ünï cödé 日本"',
    );
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    expect(hash(readFileSync(join(folder, 'zurück.bin')))).toBe(hash(data));
    expect(readdirSync(onHost('')).filter((name) => name.startsWith('Ün'))).toEqual([]);
  });

  test('never gets out of the host', async () => {
    const { code } = await sftp(`get "/C:/../../../../../../etc/passwd" "${join(folder, 'passwd')}"`);
    expect(code).not.toBe(0);
    expect(existsSync(join(folder, 'passwd'))).toBe(false);
  });
});

describe("OpenSSH's scp", () => {
  test('copies 30 MB there and back, whole', async () => {
    const data = randomBytes(30_000_000);
    writeFileSync(join(folder, 'big.bin'), data);
    expect((await client('scp', ['-q', join(folder, 'big.bin'), '127.0.0.1:C:/big.bin'])).code).toBe(0);
    expect((await client('scp', ['-q', '127.0.0.1:/C:/BIG.bin', join(folder, 'back.bin')])).code).toBe(0);
    expect(hash(readFileSync(join(folder, 'back.bin')))).toBe(hash(data));
  });

  test('leaves a file that hosts share untouched in the snapshot', async () => {
    const shared = onHost('windows/win.ini');
    const before = readFileSync(shared, 'utf8');
    writeFileSync(join(folder, 'win.ini'), '; changed');
    expect((await client('scp', ['-q', join(folder, 'win.ini'), '127.0.0.1:C:/windows/WIN.INI'])).code).toBe(
      0,
    );
    expect(readFileSync(shared, 'utf8')).toBe('; changed');
    const snapshots = labPlaces(instance).snapshots;
    const kept = readdirSync(snapshots).filter(
      (name) => /^(blank|ready|go)[^/]*$/.test(name) && !name.endsWith('.lock'),
    );
    for (const name of kept) {
      expect(readFileSync(join(snapshots, name, 'drive_c/windows/win.ini'), 'utf8')).toBe(before);
    }
  });
});
