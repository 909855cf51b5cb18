import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GoHost, goHost } from './go-host.ts';
import { ModuleRunner } from './module-runner.ts';

let host: GoHost;
let run: ModuleRunner;

beforeAll(async () => {
  host = await goHost('modules-services', 'ready');
  run = new ModuleRunner(host.session);
});

afterAll(async () => {
  await host.close();
});

const program = 'C:\\windows\\system32\\spoolsv.exe';
const seen = async (name: string) => (await run.task('win_service', { name })).result ?? {};

describe('win_service', () => {
  test('tells what a service is like', async () => {
    expect(await seen('spooler')).toMatchObject({
      exists: true,
      state: 'stopped',
      start_mode: 'manual',
      path: program,
      username: 'LocalSystem',
    });
    expect(await seen('no-such-service')).toEqual({ exists: false });
  });

  test('starts and stops, once each, and an undo takes it back', async () => {
    const started = await run.task('win_service', { name: 'Spooler', state: 'started' });
    expect(started.message).toBe('');
    expect(started).toMatchObject({ status: 'changed', result: { state: 'started' } });
    expect(await run.task('win_service', { name: 'Spooler', state: 'started' })).toMatchObject({
      status: 'ok',
    });
    await started.undo();
    expect(await seen('Spooler')).toMatchObject({ state: 'stopped' });
  });

  test('restarts a running service each time, and starts a stopped one', async () => {
    const params = { name: 'Spooler', state: 'restarted' };
    expect(await run.task('win_service', params)).toMatchObject({
      status: 'changed',
      titles: ['start Spooler'],
    });
    const again = await run.task('win_service', params);
    expect(again.message).toBe('');
    expect(again).toMatchObject({
      status: 'changed',
      titles: ['restart Spooler'],
      result: { state: 'started' },
    });
    expect(await run.task('win_service', { name: 'Spooler', state: 'stopped' })).toMatchObject({
      status: 'changed',
      result: { state: 'stopped' },
    });
  });

  test('configures only what is given, and an undo brings the former configuration back', async () => {
    const before = await seen('Spooler');
    const params = {
      name: 'Spooler',
      start_mode: 'disabled',
      display_name: 'Drücker "é"',
      description: 'one & two',
    };
    const end = await run.task('win_service', params);
    expect(end.message).toBe('');
    expect(end).toMatchObject({ status: 'changed', titles: ['configure Spooler'] });
    expect(await seen('Spooler')).toEqual({
      ...before,
      start_mode: 'disabled',
      display_name: 'Drücker "é"',
      description: 'one & two',
    });
    expect(await run.task('win_service', params)).toMatchObject({ status: 'ok', titles: [] });
    expect(await run.task('win_service', { name: 'Spooler', state: 'started' })).toMatchObject({
      status: 'failed',
      fix: 'Set start_mode to something else than disabled.',
    });
    await end.undo();
    expect(await seen('Spooler')).toEqual(before);
  });

  test('makes a service, and an undo removes it', async () => {
    const params = {
      name: 'gorun test',
      path: `"${program}" -k "two words"`,
      display_name: 'Test of gorun',
      username: 'NetworkService',
      start_mode: 'manual',
      state: 'started',
    };
    const made = await run.task('win_service', params);
    expect(made.message).toBe('');
    expect(made).toMatchObject({
      status: 'changed',
      titles: ['make the service gorun test', 'start gorun test'],
      result: { state: 'started', path: params.path, username: 'NT AUTHORITY\\NetworkService' },
    });
    expect(await run.task('win_service', params)).toMatchObject({ status: 'ok', titles: [] });
    await made.undo();
    expect(await seen('gorun test')).toEqual({ exists: false });
  });

  test('removes a running service, and an undo makes it again, with what stood under its key', async () => {
    await run.task('win_service', {
      name: 'gorun-gone',
      path: program,
      description: 'to be removed',
      state: 'started',
      start_mode: 'manual',
    });
    const key = 'SYSTEM\\CurrentControlSet\\Services\\gorun-gone\\Parameters';
    await run.task('powershell', {
      script:
        'param($Key) $k = [Microsoft.Win32.Registry]::LocalMachine.CreateSubKey($Key)\n' +
        '$k.SetValue("Text", "%PATH% \u00e9", "ExpandString"); $k.SetValue("Many", [string[]]@("a","b"), "MultiString")\n' +
        '$k.SetValue("Bytes", [byte[]](1,2,255), "Binary"); $k.SetValue("Number", 7, "DWord"); $k.Dispose()',
      args: { Key: key },
    });
    const before = await seen('gorun-gone');
    const gone = await run.task('win_service', { name: 'gorun-gone', state: 'absent' });
    expect(gone.message).toBe('');
    expect(gone).toMatchObject({
      status: 'changed',
      titles: ['stop gorun-gone', 'remove the service gorun-gone'],
    });
    expect(await seen('gorun-gone')).toEqual({ exists: false });
    expect(await run.task('win_service', { name: 'gorun-gone', state: 'absent' })).toMatchObject({
      status: 'ok',
    });
    await gone.undo();
    expect(await seen('gorun-gone')).toEqual(before);
    const stored = await run.task('powershell', {
      script:
        'param($Key) $k = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey($Key)\n' +
        '$k.GetValue("Text", 0, "DoNotExpandEnvironmentNames"); $k.GetValueKind("Text").ToString()\n' +
        ', $k.GetValue("Many"); $k.GetValue("Bytes") -join "-"; $k.GetValue("Number")',
      args: { Key: key },
    });
    expect(stored.result?.output).toEqual(['%PATH% \u00e9', 'ExpandString', ['a', 'b'], '1-2-255', 7]);
    await run.task('win_service', { name: 'gorun-gone', state: 'absent' });
  });

  test('a program that is no service is told apart from a service that is slow', async () => {
    const params = {
      name: 'gorun-bad',
      path: 'C:\\windows\\no-such-program.exe',
      state: 'started',
      timeout: 5,
    };
    const end = await run.task('win_service', params);
    expect(end).toMatchObject({ status: 'failed', message: expect.stringContaining('gorun-bad') });
    await end.undo();
    expect(await seen('gorun-bad')).toEqual({ exists: false });
  });
});
