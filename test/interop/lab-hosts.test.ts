import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshHost, hostState, type Lab, labDown, labUp } from '../../lab/index.ts';
import { sshArguments } from '../../lab/ssh-command.ts';
import { ownInstance } from '../lab-instance.ts';

// What other tests build upon: hosts are apart from each other, faults do what they say, a restart is one.
const instance = ownInstance('interop-hosts');
const GO = 'Go Programming Language amd64 go1.20.14';
let lab: Lab;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gorun-hosts-'));
  const faults = { win2: 'go386twin,doubled-path,not-admin' };
  lab = await labUp({ instance, hosts: 2, project: folder, fresh: true, faults });
});
afterAll(async () => {
  await labDown({ instance, remove: true });
  rmSync(folder, { recursive: true });
});

/** `out`: standard output alone; `text`: with what Wine or ssh say on standard error. */
function ssh(host: string, command: string): Promise<{ code: number | null; out: string; text: string }> {
  const child = spawn('ssh', sshArguments(host, [command], instance), { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, text] = ['', ''];
  child.stdout.on('data', (piece: Buffer) => {
    out += piece.toString();
    text += piece.toString();
  });
  child.stderr.on('data', (piece: Buffer) => {
    text += piece.toString();
  });
  return new Promise((resolve) =>
    child.on('close', (code) => resolve({ code, out: out.trim(), text: text.trim() })),
  );
}

const script = (host: string, text: string) =>
  ssh(host, `powershell -NoProfile -EncodedCommand ${Buffer.from(text, 'utf16le').toString('base64')}`);

/** Runs msiexec inside the host and gives its whole exit code. */
const msiexec = async (host: string, args: string) =>
  Number(
    (
      await script(
        host,
        `$p = [Diagnostics.Process]::Start('msiexec.exe', '${args} /qn /norestart'); $p.WaitForExit(); $p.ExitCode`,
      )
    ).out,
  );

const prefixOf = (name: string) => lab.hosts.find((host) => host.name === name)?.prefix ?? '';

function give(host: string, version: string): string {
  copyFileSync(
    join(lab.depotDir, `${version}.windows-amd64.msi`),
    join(prefixOf(host), 'drive_c', `${version}.msi`),
  );
  return `C:\\${version}.msi`;
}

describe('lab hosts', () => {
  test('have Go from the real installer, with its PATH entry', async () => {
    const state = await hostState(prefixOf('win1'));
    expect(state.products).toEqual([GO]);
    expect(state.path?.kind).toBe('REG_EXPAND_SZ');
    expect(state.path?.data).toMatch(/;C:\\Program Files\\Go\\bin$/);
  });

  test('keep what happens on one away from the others', async () => {
    await script(
      'win1',
      "[IO.File]::WriteAllText('C:\\Program Files\\Go\\VERSION', 'changed'); [Microsoft.Win32.Registry]::LocalMachine.CreateSubKey('Software\\OnlyHere').Dispose()",
    );
    const seen =
      "[IO.File]::ReadAllText('C:\\Program Files\\Go\\VERSION'); $null -eq [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey('Software\\OnlyHere')";
    expect((await script('win2', seen)).out).toBe('go1.20.14\r\nTrue');
    await freshHost('win1', { instance });
    expect((await script('win1', seen)).out).toBe('go1.20.14\r\nTrue');
  });

  test('have the faults that were ordered, and only those', async () => {
    const state = await hostState(prefixOf('win2'));
    expect(state.products).toEqual(['Go Programming Language 386 go1.20.14', GO]);
    expect(state.path?.data).toContain('"C:\\Program Files\\Go\\bin"');
    const isAdministrator =
      '([Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent()).IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)';
    expect((await script('win2', isAdministrator)).out).toBe('False');
    expect((await script('win1', isAdministrator)).out).toBe('True');
  });

  test('come back from a restart as another start of Windows', async () => {
    const boot = "[Diagnostics.Process]::GetProcessesByName('services')[0].StartTime.Ticks";
    const before = (await script('win1', boot)).out;
    expect((await ssh('win1', 'shutdown /r /t 0')).code).not.toBe(1);
    await expect
      .poll(async () => (await ssh('win1', 'exit 7')).code, { timeout: 30_000, interval: 250 })
      .toBe(7);
    // An answer, and another one: a host that is not up yet gives none.
    await expect
      .poll(async () => (await script('win1', `${boot} -gt ${before}`)).out, { timeout: 30_000 })
      .toBe('True');
  });

  test('upgrade and go back with the real installer', async () => {
    expect(await msiexec('win1', `/i ${give('win1', 'go1.21.13')}`)).toBe(0);
    expect((await ssh('win1', 'go version')).out).toBe('go version go1.21.13 windows/amd64');
    expect(await msiexec('win1', `/i ${give('win1', 'go1.20.14')}`)).toBe(0);
    expect((await hostState(prefixOf('win1'))).products).toEqual([GO]);
  });
});

describe('msiexec with a fault', () => {
  test('that fails midway leaves neither version, and lets the old one be put back', async () => {
    await freshHost('win1', { instance, faults: 'msi-fails-midway' });
    expect(await msiexec('win1', `/i ${give('win1', 'go1.21.13')}`)).toBe(1603);
    expect((await hostState(prefixOf('win1'))).products).toEqual([]);
    expect(await msiexec('win1', `/i ${give('win1', 'go1.20.14')}`)).toBe(0);
    expect((await hostState(prefixOf('win1'))).products).toEqual([GO]);
  });

  test('1618 works after the ordered number of times', async () => {
    await freshHost('win1', { instance, faults: 'msiexec-1618:2' });
    const install = `/i ${give('win1', 'go1.21.13')}`;
    expect([
      await msiexec('win1', install),
      await msiexec('win1', install),
      await msiexec('win1', install),
    ]).toEqual([1618, 1618, 0]);
  });

  test('3010 has done its work', async () => {
    await freshHost('win1', { instance, faults: 'msiexec-3010' });
    expect(await msiexec('win1', `/i ${give('win1', 'go1.21.13')}`)).toBe(3010);
    expect((await ssh('win1', 'go version')).out).toBe('go version go1.21.13 windows/amd64');
  });
});

describe('a network with a fault', () => {
  test('drops the first connection after the ordered bytes and keeps the next', async () => {
    await freshHost('win1', { instance, faults: 'connection-drop:5000' });
    const long = "1..2000 | ForEach-Object { 'a line of text' }";
    expect((await script('win1', long)).code).toBe(255);
    expect((await script('win1', long)).code).toBe(0);
  });

  test('shows another host key', async () => {
    await freshHost('win1', { instance, faults: 'changed-host-key' });
    expect((await ssh('win1', 'ver')).text).toContain('REMOTE HOST IDENTIFICATION HAS CHANGED');
  });

  test('says nothing at all where silence was ordered', async () => {
    await freshHost('win1', { instance, faults: 'silent' });
    const child = spawn('ssh', ['-o', 'ConnectTimeout=1', ...sshArguments('win1', ['ver'], instance)], {
      stdio: 'ignore',
    });
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(255);
  });
});

test('a full disk reports what is left and takes no more', async () => {
  await freshHost('win1', { instance, faults: 'full-disk:2000000' });
  const left = Number((await script('win1', "[IO.DriveInfo]::new('C').AvailableFreeSpace")).out);
  expect(left).toBeLessThan(2_100_000);
  // The write that meets the end is cut without a word (Wine passes the short count on); every later one fails.
  const fill =
    "[IO.File]::WriteAllBytes('C:\\a.bin', [byte[]]::new(5000000)); [IO.File]::WriteAllBytes('C:\\b.bin', [byte[]]::new(100000))";
  expect((await script('win1', fill)).text).toMatch(/disk full/i);
  const { bavail, bsize } = statfsSync(folder);
  expect(bavail * bsize).toBeGreaterThan(10_000_000);
});
