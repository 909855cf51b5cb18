import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../src/json.ts';
import { type GoHost, goHost } from './go-host.ts';
import { ModuleRunner } from './module-runner.ts';

let host: GoHost;
let run: ModuleRunner;

beforeAll(async () => {
  host = await goHost('modules-regedit', 'ready');
  run = new ModuleRunner(host.session);
});

afterAll(async () => {
  await host.close();
});

const base = 'HKLM:\\SOFTWARE\\GorunTest';

/** A value as another program sees it: kind and content. */
async function look(key: string, name: string, view = 'Registry64'): Promise<Json | undefined> {
  const script = `param($Key, $Name, $View)
$b = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', $View)
$k = $b.OpenSubKey($Key)
if ($null -eq $k) { return 'no key' }
$v = $k.GetValue($Name, $null, 'DoNotExpandEnvironmentNames')
if ($null -eq $v) { return 'no value' }
[string]$k.GetValueKind($Name) + ' ' + [string]::Join(',', @($v))`;
  const end = await run.task('powershell', { script, args: { Key: key, Name: name, View: view } });
  const output = end.result?.output;
  return Array.isArray(output) ? output[0] : `${end.message}`;
}

describe.each([
  ['string', 'é "x"', 'String é "x"', 'other', 'String other'],
  ['expandstring', '%TEMP%\\x', 'ExpandString %TEMP%\\x', '%X%', 'ExpandString %X%'],
  ['multistring', ['a', 'b c'], 'MultiString a,b c', ['d'], 'MultiString d'],
  ['dword', 4_294_967_295, 'DWord -1', '0x10', 'DWord 16'],
  ['qword', '18446744073709551615', 'QWord -1', 7, 'QWord 7'],
  ['binary', 'be,ef', 'Binary 190,239', [0, 255], 'Binary 0,255'],
  ['none', 'hex:01,02', 'None 1,2', '', 'None '],
] as const)('a value of type %s', (type, data, stored, data2, stored2) => {
  const params = { path: `${base}\\deep\\${type}`, name: 'Some value', type };

  test('is written, found again, replaced, removed and comes back', async () => {
    const key = params.path.slice(6);
    const first = await run.task('win_regedit', { ...params, data });
    expect(first).toMatchObject({ status: 'changed', message: '' });
    expect(await look(key, params.name)).toBe(stored);
    expect(await run.task('win_regedit', { ...params, data })).toMatchObject({ status: 'ok' });
    const second = await run.task('win_regedit', { ...params, data: data2 });
    expect(second).toMatchObject({ status: 'changed', message: '' });
    expect(await look(key, params.name)).toBe(stored2);
    await second.undo();
    expect(await look(key, params.name)).toBe(stored);
    const gone = await run.task('win_regedit', { path: params.path, name: params.name, state: 'absent' });
    expect(gone).toMatchObject({ status: 'changed', message: '' });
    expect(await look(key, params.name)).toBe('no value');
    await gone.undo();
    expect(await look(key, params.name)).toBe(stored);
    await first.undo();
    expect(await look('SOFTWARE\\GorunTest', '')).toBe('no key');
  });
});

test('the same text of another type is another value; undo gives the type back', async () => {
  const params = { path: `${base}\\T`, name: 'n', data: 'x' };
  await run.task('win_regedit', params);
  const end = await run.task('win_regedit', { ...params, type: 'expandstring' });
  expect(end.status).toBe('changed');
  await end.undo();
  expect(await look('SOFTWARE\\GorunTest\\T', 'n')).toBe('String x');
});

test('a key goes with all in it and comes back to the letter', async () => {
  const path = `${base}\\Whole`;
  await run.task('win_regedit', { path: `${path}\\a\\b`, name: 'num', data: 5, type: 'dword' });
  await run.task('win_regedit', { path, data: 'the default' });
  await run.task('win_regedit', { path: `${path}\\empty` });
  const end = await run.task('win_regedit', { path, state: 'absent' });
  expect(end).toMatchObject({
    status: 'changed',
    message: '',
    titles: ['remove HKLM\\SOFTWARE\\GorunTest\\Whole'],
  });
  expect(await look('SOFTWARE\\GorunTest\\Whole', '')).toBe('no key');
  expect(await run.task('win_regedit', { path, state: 'absent' })).toMatchObject({ status: 'ok' });
  await end.undo();
  expect(await look('SOFTWARE\\GorunTest\\Whole', '')).toBe('String the default');
  expect(await look('SOFTWARE\\GorunTest\\Whole\\a\\b', 'num')).toBe('DWord 5');
  expect(await look('SOFTWARE\\GorunTest\\Whole\\empty', '')).toBe('no value');
});

test('absent with delete_key: false clears the default value alone', async () => {
  const path = `${base}\\Default`;
  await run.task('win_regedit', { path, data: 'd' });
  await run.task('win_regedit', { path, name: 'n', data: 'stays' });
  await run.task('win_regedit', { path, state: 'absent', delete_key: false });
  expect(await look('SOFTWARE\\GorunTest\\Default', '')).toBe('no value');
  expect(await look('SOFTWARE\\GorunTest\\Default', 'n')).toBe('String stays');
});

test('what somebody else has written since is not overwritten by an undo', async () => {
  const params = { path: `${base}\\Race`, name: 'n' };
  const end = await run.task('win_regedit', { ...params, data: 'ours' });
  await run.task('win_regedit', { ...params, data: 'theirs' });
  await expect(end.undo()).rejects.toThrow('was changed by somebody else meanwhile');
  expect(await look('SOFTWARE\\GorunTest\\Race', 'n')).toBe('String theirs');
});

test('hives and their top keys are not removed', async () => {
  for (const path of ['HKLM:', 'HKLM:\\SOFTWARE', 'HKEY_LOCAL_MACHINE\\SYSTEM'])
    expect(await run.task('win_regedit', { path, state: 'absent' })).toMatchObject({ status: 'refused' });
});

test('check mode: steps are those of the run, over keys that come and go', async () => {
  const path = `${base}\\Check`;
  const tasks = [
    { path, name: 'n', data: 'x' },
    { path: `${path}\\sub` },
    { path, name: 'n', data: 'x' },
    { path, state: 'absent' },
    { path: `${path}\\sub`, state: 'absent' },
    { path, name: 'n', data: 'x' },
    { path: `${path}\\sub` },
  ];
  const predicted = new Map<string, Json>();
  const foretold: unknown[] = [];
  for (const one of tasks) foretold.push((await run.task('win_regedit', one, predicted)).titles);
  expect(await look('SOFTWARE\\GorunTest\\Check', 'n')).toBe('no key');
  const done: unknown[] = [];
  for (const one of tasks) done.push((await run.task('win_regedit', one)).titles);
  expect(foretold).toEqual(done);
});
