import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isJsonObject } from '../../src/json.ts';
import { findModuleFolders } from '../../src/module/load/find-folders.ts';
import { loadModule } from '../../src/module/load/load-modules.ts';
import { type GoHost, goHost } from './go-host.ts';
import { ModuleRunner } from './module-runner.ts';

let host: GoHost;
let run: ModuleRunner;

beforeAll(async () => {
  host = await goHost('modules-generic', 'ready');
  run = new ModuleRunner(host.session);
});

afterAll(async () => {
  await host.close();
});

const awkward = [
  '',
  'a b',
  '"',
  '\\"',
  'a\\',
  '%PATH%',
  '$env:PATH',
  "'; exit",
  '`whoami`',
  '&& echo',
  'é€😀',
  '--%',
];

test('ping brings back what was sent', async () => {
  expect(await run.task('ping', { data: awkward.join('|') })).toMatchObject({
    status: 'ok',
    result: { ping: awkward.join('|') },
  });
});

describe('powershell', () => {
  test('binds arguments by name, as data, and returns objects', async () => {
    const script =
      'param([string[]]$List, [hashtable]$Map, [switch]$On)\n[pscustomobject]@{ list = $List; x = $Map.x; on = [bool]$On }\n5\n"text"';
    const end = await run.task('powershell', {
      script,
      args: { List: awkward, Map: { x: [1, null] }, On: true },
    });
    expect(end.message).toBe('');
    expect(end.result).toMatchObject({
      output: [{ list: awkward, x: [1, null], on: true }, 5, 'text'],
      errors: [],
    });
  });

  test('an argument that the script does not declare is an error, not a part of the script', async () => {
    const end = await run.task('powershell', { script: 'param($A) $A', args: { B: 1 } });
    expect(end).toMatchObject({ status: 'failed', message: 'the script has no parameter B; it has A' });
  });

  test('an error ends the script and names its line', async () => {
    const end = await run.task('powershell', { script: "'before'\nthrow 'no such thing'\n'after'" });
    expect(end).toMatchObject({
      status: 'failed',
      message: 'line 2: no such thing',
      detail: { output: ['before'] },
    });
  });

  test('an error that may pass is told with the rest', async () => {
    const end = await run.task('powershell', {
      script: "[IO.File]::ReadAllText('C:\\nowhere')\n'after'",
      error_action: 'continue',
    });
    expect(end.result).toMatchObject({ output: ['after'], errors: [expect.stringContaining('line 1: ')] });
  });

  test('a script that is not PowerShell is told where', async () => {
    const end = await run.task('powershell', { script: '1\nif (' });
    expect(end).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('the script is not valid PowerShell: line 2'),
    });
  });

  test('exit ends the script, not the worker', async () => {
    expect((await run.task('powershell', { script: "'a'; exit 3; 'b'" })).result).toMatchObject({
      output: ['a'],
    });
    expect(await run.task('ping', {})).toMatchObject({ status: 'ok' });
  });

  test('nothing of a script is left for the next one', async () => {
    await run.task('powershell', { script: '$global:Left = 1; function global:Leftover { 1 }' });
    const end = await run.task('powershell', {
      script: '$null -eq $Left; $null -eq (Get-Command Leftover -ErrorAction Ignore)',
    });
    expect(end.result).toMatchObject({ output: [true, true] });
  });

  test('creates: it acts once, and an undo takes it back', async () => {
    const params = {
      script: 'param($P) [void][IO.Directory]::CreateDirectory($P)',
      undo: 'param($P) [IO.Directory]::Delete($P)',
      args: { P: 'C:\\made by "gorun"'.replaceAll('"', "'") },
      creates: "C:\\made by 'gorun'",
    };
    const first = await run.task('powershell', params);
    expect(first).toMatchObject({ status: 'changed' });
    expect(existsSync(host.here(params.creates))).toBe(true);
    expect(await run.task('powershell', params)).toMatchObject({ status: 'ok', titles: [] });
    await first.undo();
    expect(existsSync(host.here(params.creates))).toBe(false);
  });

  test('starts in the folder it is given', async () => {
    mkdirSync(host.here('C:\\odd [1] name'));
    const end = await run.task('powershell', {
      script: '$PWD.Path',
      chdir: 'C:\\odd [1] name',
    });
    expect(end).toMatchObject({
      status: 'changed',
      result: { output: ['C:\\odd [1] name'] },
    });
  });
});

describe('win_command', () => {
  test('gives back exit code and output; environment and folder are as asked', async () => {
    mkdirSync(host.here('C:\\work'), { recursive: true });
    const end = await run.task('win_command', {
      argv: ['cmd.exe', '/d', '/c', 'echo %GORUN_TEST%& cd'],
      environment: { GORUN_TEST: 'here' },
      chdir: 'C:\\work',
    });
    expect(end.message).toBe('');
    expect(end.result).toMatchObject({
      rc: 0,
      stdout: expect.stringMatching(/^here\r\nC:\\work\r\n/),
      stderr: '',
    });
  });

  test('another exit code is a failure with what the program said', async () => {
    const argv = ['cmd.exe', '/d', '/c', 'echo it went wrong 1>&2& exit 7'];
    const end = await run.task('win_command', { argv });
    expect(end).toMatchObject({ status: 'failed', detail: { rc: 7 } });
    expect(end.message).toMatch(/ended with exit code 7: it went wrong/);
    expect(await run.task('win_command', { argv, ok_codes: [0, 7] })).toMatchObject({
      status: 'changed',
      result: { rc: 7 },
    });
  });

  test('a program that is not there is named', async () => {
    expect(await run.task('win_command', { argv: ['no-such-program'] })).toMatchObject({
      status: 'failed',
      message: 'no-such-program is not found in PATH',
    });
  });

  test('a batch file is refused: cmd would read its arguments as commands', async () => {
    writeFileSync(host.here('C:\\work\\tool.cmd'), '@echo %1\r\n');
    expect(await run.task('win_command', { argv: ['C:\\work\\tool.cmd', '"&calc&"'] })).toMatchObject({
      status: 'failed',
      message: 'C:\\work\\tool.cmd is a batch file: cmd would read its arguments as commands',
    });
  });

  test('standard input reaches the program', async () => {
    const end = await run.task('win_command', {
      argv: ['cmd.exe', '/d', '/v:on', '/c', 'set /p X=& echo got !X!'],
      stdin: 'b2\r\n',
    });
    expect(end.result).toMatchObject({ rc: 0, stdout: expect.stringContaining('got b2') });
  });

  test('creates and removes: nothing is run when there is nothing to do', async () => {
    expect(
      await run.task('win_command', { argv: ['no-such-program'], creates: 'C:\\windows' }),
    ).toMatchObject({ status: 'ok' });
    expect(await run.task('win_command', { argv: ['no-such-program'], removes: 'C:\\gone' })).toMatchObject({
      status: 'ok',
    });
  });
});

test('win_reboot finds no reason to restart a fresh host', async () => {
  expect(await run.task('win_reboot', { when_pending: true })).toMatchObject({
    status: 'ok',
    result: { rebooted: false },
  });
});

test('win_reboot that is asked again after its restart, for the connection broke, does not restart a second time', async () => {
  const folders = await findModuleFolders(join(import.meta.dirname, '../../modules'));
  const folder = folders.find(({ name }) => name === 'win_reboot');
  const script = folder === undefined ? undefined : (await loadModule(folder)).scripts.windows;
  const restart = async (boot: string) => {
    const args = { boot, delay: 600, msg: 'a test' };
    return (await host.session.exchange([{ script, fn: 'Restart', args }]))[0];
  };
  const order = host.here('C:\\windows\\lab\\reboot.json');
  expect(await restart('services:2020-01-01T00:00:00.0000000Z')).toMatchObject({ ok: true });
  expect(existsSync(order)).toBe(false);
  const [probed] = await host.session.exchange([{ script, fn: 'Probe', args: {} }]);
  expect(await restart(String(probed?.ok && isJsonObject(probed.value) && probed.value.boot))).toMatchObject({
    ok: true,
  });
  expect(existsSync(order)).toBe(true);
});
