import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GoHost, goHost } from './go-host.ts';
import { ModuleRunner } from './module-runner.ts';

let host: GoHost;
let run: ModuleRunner;

beforeAll(async () => {
  host = await goHost('modules-environment', 'ready');
  run = new ModuleRunner(host.session);
});

afterAll(async () => {
  await host.close();
});

const key = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment';
const stored = async (...names: readonly string[]) => {
  const script = `param($Key, $Names)
$k = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey($Key.Substring(5))
foreach ($n in $Names) { $v = $k.GetValue($n, $null, 'DoNotExpandEnvironmentNames'); if ($null -eq $v) { '-' } else { [string]$k.GetValueKind($n) + ' ' + $v } }`;
  return (await run.task('powershell', { script, args: { Key: key, Names: [...names] } })).result?.output;
};

test('variables are set, with their kinds, and seen by what runs next; undo removes them', async () => {
  const params = { variables: { GORUN_A: 'a é', GORUN_B: '%GORUN_A%\\x' } };
  const end = await run.task('win_environment', params);
  expect(end).toMatchObject({
    status: 'changed',
    message: '',
    titles: ['write GORUN_A, GORUN_B of the machine'],
  });
  expect(await stored('GORUN_A', 'GORUN_B')).toEqual(['String a é', 'ExpandString %GORUN_A%\\x']);
  const seen = await run.task('win_command', { argv: ['cmd.exe', '/d', '/c', 'echo %GORUN_B%'] });
  expect(seen.result).toMatchObject({ stdout: expect.stringMatching(/\\x\r\n/) });
  expect(await run.task('win_environment', params)).toMatchObject({ status: 'ok' });
  await end.undo();
  expect(await stored('GORUN_A', 'GORUN_B')).toEqual(['-', '-']);
  await end.undo();
});

test('the kind of one that is there stays; removing it is undone to the letter', async () => {
  await run.task('win_environment', { name: 'GORUN_C', value: '%TEMP%' });
  const changed = await run.task('win_environment', { name: 'gorun_c', value: 'plain' });
  expect(changed.status).toBe('changed');
  expect(await stored('GORUN_C')).toEqual(['ExpandString plain']);
  const removed = await run.task('win_environment', { name: 'GORUN_C', state: 'absent' });
  expect(await stored('GORUN_C')).toEqual(['-']);
  await removed.undo();
  expect(await stored('GORUN_C')).toEqual(['ExpandString plain']);
  await changed.undo();
  expect(await stored('GORUN_C')).toEqual(['ExpandString %TEMP%']);
});

test('what somebody else has written since is not overwritten by an undo', async () => {
  const ours = await run.task('win_environment', { name: 'GORUN_D', value: 'ours' });
  await run.task('win_environment', { name: 'GORUN_D', value: 'theirs' });
  await expect(ours.undo()).rejects.toThrow('GORUN_D of the machine was changed by somebody else meanwhile');
  expect(await stored('GORUN_D')).toEqual(['String theirs']);
});

test('of the account', async () => {
  const end = await run.task('win_environment', { name: 'GORUN_U', value: 'mine', level: 'user' });
  expect(end).toMatchObject({ status: 'changed', message: '', result: { values: { GORUN_U: 'mine' } } });
  expect(await stored('GORUN_U')).toEqual(['-']);
  await end.undo();
});
