import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../src/json.ts';
import { type GoHost, goHost } from './go-host.ts';
import { ModuleRunner } from './module-runner.ts';

let host: GoHost;
let run: ModuleRunner;

beforeAll(async () => {
  host = await goHost('modules-file', 'ready');
  run = new ModuleRunner(host.session);
});

afterAll(async () => {
  await host.close();
});

const there = (path: string) => existsSync(host.here(path));

test('a folder is made with those above it, once; undo removes just these', async () => {
  mkdirSync(host.here('C:\\base'));
  const params = { path: 'C:\\base\\a\\b\\c', state: 'directory' };
  const end = await run.task('win_file', params);
  expect(end).toMatchObject({
    status: 'changed',
    message: '',
    titles: ['make C:\\base\\a\\b\\c'],
    result: { path: 'C:\\base\\a\\b\\c', state: 'directory' },
  });
  expect(await run.task('win_file', params)).toMatchObject({ status: 'ok' });
  writeFileSync(host.here('C:\\base\\a\\mine.txt'), '');
  await end.undo();
  expect(readdirSync(host.here('C:\\base\\a'))).toEqual(['mine.txt']);
});

test('a folder full of files, read-only ones too, is removed and comes back whole', async () => {
  mkdirSync(host.here('C:\\full\\sub'), { recursive: true });
  writeFileSync(host.here('C:\\full\\sub\\x.txt'), 'x');
  await run.task('powershell', { script: "[IO.File]::SetAttributes('C:\\full\\sub\\x.txt', 'ReadOnly')" });
  const params = { path: 'C:\\full', state: 'absent' };
  const end = await run.task('win_file', params);
  expect(end).toMatchObject({ status: 'changed', message: '', titles: ['remove C:\\full'] });
  expect(there('C:\\full')).toBe(false);
  expect(await run.task('win_file', params)).toMatchObject({ status: 'ok', result: { state: 'absent' } });
  await end.undo();
  expect(readFileSync(host.here('C:\\full\\sub\\x.txt'), 'utf8')).toBe('x');
  const look = await run.task('powershell', {
    script: "[int][IO.File]::GetAttributes('C:\\full\\sub\\x.txt') -band 1",
  });
  expect(look.result).toMatchObject({ output: [1] });
});

test('what was removed is freed when another run takes the host', async () => {
  const lock = { run: 'f1', holder: 'test', lease: 60, steal: false };
  await host.session.lock(lock);
  mkdirSync(host.here('C:\\heavy\\deep'), { recursive: true });
  writeFileSync(host.here('C:\\heavy\\deep\\x'), 'x');
  await run.task('powershell', { script: "[IO.File]::SetAttributes('C:\\heavy\\deep\\x', 'ReadOnly')" });
  await run.task('win_file', { path: 'C:\\heavy', state: 'absent' });
  expect(readdirSync(host.here('C:\\ProgramData\\gorun\\kept'))).not.toEqual([]);
  await host.session.lock({ ...lock, run: 'f2', steal: true });
  expect(readdirSync(host.here('C:\\ProgramData\\gorun')).filter((name) => name.startsWith('kept'))).toEqual(
    [],
  );
});

test('an undo does not overwrite what somebody else has made meanwhile', async () => {
  writeFileSync(host.here('C:\\gone.txt'), 'former');
  const end = await run.task('win_file', { path: 'C:\\gone.txt', state: 'absent' });
  writeFileSync(host.here('C:\\gone.txt'), 'theirs');
  await expect(end.undo()).rejects.toThrow('was made anew by somebody else');
  expect(readFileSync(host.here('C:\\gone.txt'), 'utf8')).toBe('theirs');
});

test('what Windows or gorun cannot be without is not removed', async () => {
  for (const path of [
    'C:\\',
    'C:\\windows',
    'C:\\windows\\system32',
    'c:/ProgramData/gorun',
    '%ProgramFiles%',
  ])
    expect(await run.task('win_file', { path, state: 'absent' })).toMatchObject({ status: 'refused' });
});

test('touch makes an empty file, and gives one that is there the present time', async () => {
  const fresh = await run.task('win_file', { path: 'C:\\t\\new.txt', state: 'touch' });
  expect(fresh).toMatchObject({ status: 'changed', message: '', titles: ['make C:\\t\\new.txt, empty'] });
  await fresh.undo();
  expect(there('C:\\t')).toBe(false);
  const old = host.here('C:\\old.txt');
  writeFileSync(old, 'x');
  utimesSync(old, 1_000_000, 1_000_000);
  const end = await run.task('win_file', { path: 'C:\\old.txt', state: 'touch' });
  expect(end).toMatchObject({ status: 'changed', titles: ['touch C:\\old.txt'] });
  expect(Date.now() - statSync(old).mtimeMs).toBeLessThan(60_000);
  await end.undo();
  expect(statSync(old).mtimeMs).toBe(1_000_000_000);
});

test('a file that must be there is only looked at', async () => {
  expect(await run.task('win_file', { path: 'C:\\old.txt' })).toMatchObject({
    status: 'ok',
    result: { state: 'file' },
  });
  expect(await run.task('win_file', { path: 'C:\\none.txt' })).toMatchObject({
    status: 'refused',
    message: 'there is no file C:\\none.txt',
  });
  expect(await run.task('win_file', { path: 'C:\\old.txt\\x', state: 'directory' })).toMatchObject({
    status: 'refused',
    message: 'C:\\old.txt is a file, so nothing can be below it',
  });
});

test('check mode: steps are those of the run, over tasks that make, remove and make again', async () => {
  mkdirSync(host.here('C:\\p\\q'), { recursive: true });
  writeFileSync(host.here('C:\\p\\q\\f'), 'f');
  const tasks: readonly (readonly [string, { [key: string]: Json }])[] = [
    ['win_file', { path: 'C:\\p', state: 'absent' }],
    ['win_file', { path: 'C:\\p\\q\\f', state: 'absent' }],
    ['win_copy', { content: 'f', dest: 'C:\\p\\q\\f' }],
    ['win_file', { path: 'C:\\p\\q', state: 'directory' }],
    ['win_file', { path: 'C:\\p\\q\\f' }],
    ['win_file', { path: 'C:\\p\\q\\e', state: 'touch' }],
    ['win_copy', { content: '', dest: 'C:\\p\\q\\e' }],
  ];
  const predicted = new Map<string, Json>();
  const foretold: unknown[] = [];
  for (const [name, params] of tasks) foretold.push((await run.task(name, params, predicted)).titles);
  expect(readFileSync(host.here('C:\\p\\q\\f'), 'utf8')).toBe('f');
  const done: unknown[] = [];
  for (const [name, params] of tasks) done.push((await run.task(name, params)).titles);
  expect(foretold).toEqual(done);
  expect(done.at(-1)).toEqual([]);
});
