import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../src/json.ts';
import { type GoHost, goHost } from './go-host.ts';
import { ModuleRunner } from './module-runner.ts';

let host: GoHost;
let run: ModuleRunner;
const folder = mkdtempSync(join(tmpdir(), 'gorun-copy-'));

beforeAll(async () => {
  host = await goHost('modules-copy', 'ready');
  run = new ModuleRunner(host.session, folder);
});

afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

function local(path: string, content: string | Uint8Array): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const read = (path: string) => readFileSync(host.here(path), 'utf8');
const kept = () => {
  const place = host.here('C:\\ProgramData\\gorun\\kept');
  return existsSync(place) ? readdirSync(place) : [];
};

test('a text is written with the folders above it, and undo removes all of it', async () => {
  const params = { content: 'Grüße\n', dest: 'C:\\new\\deep\\motd.txt' };
  const first = await run.task('win_copy', params);
  expect(first).toMatchObject({
    status: 'changed',
    message: '',
    titles: ['write C:\\new\\deep\\motd.txt'],
    result: { dest: 'C:\\new\\deep\\motd.txt', size: 8 },
  });
  expect(first.plan).toMatchObject({
    steps: [{ changes: [{ property: 'content', before: null, after: 'Grüße\n' }] }],
  });
  expect(read(params.dest)).toBe('Grüße\n');
  expect(readdirSync(host.here('C:\\new\\deep'))).toEqual(['motd.txt']);
  expect(await run.task('win_copy', params)).toMatchObject({ status: 'ok', titles: [] });
  await first.undo();
  expect(existsSync(host.here('C:\\new'))).toBe(false);
  await first.undo();
});

test('a file that is replaced is shown before and after, and comes back with its attributes', async () => {
  writeFileSync(host.here('C:\\app.conf'), 'a=1\nb=2\n');
  await run.task('powershell', {
    script:
      "[IO.File]::SetAttributes('C:\\app.conf', 'ReadOnly, Hidden'); [IO.File]::SetLastWriteTimeUtc('C:\\app.conf', [DateTime]::new(2020, 1, 2))",
  });
  const look =
    "$f = [IO.FileInfo]::new('C:\\app.conf'); '{0} {1:o}' -f [int]($f.Attributes -band 3), $f.LastWriteTimeUtc";
  const before = await run.task('powershell', { script: look });
  const end = await run.task('win_copy', { content: 'a=1\nb=3\n', dest: 'C:\\app.conf' });
  expect(end).toMatchObject({ status: 'changed', message: '', titles: ['replace C:\\app.conf'] });
  expect(end.plan).toMatchObject({
    steps: [{ changes: [{ before: 'a=1\nb=2\n', after: 'a=1\nb=3\n' }] }],
  });
  expect(read('C:\\app.conf')).toBe('a=1\nb=3\n');
  expect(kept()).toHaveLength(1);
  await end.undo();
  expect(read('C:\\app.conf')).toBe('a=1\nb=2\n');
  expect((await run.task('powershell', { script: look })).result).toEqual(before.result);
  expect(kept()).toEqual([]);
});

test('force: false leaves what is there; sensitive shows nothing of it', async () => {
  writeFileSync(host.here('C:\\own.conf'), 'mine');
  expect(await run.task('win_copy', { content: 'theirs', dest: 'C:\\own.conf', force: false })).toMatchObject(
    { status: 'ok' },
  );
  const end = await run.task('win_copy', { content: 'theirs', dest: 'C:\\own.conf', sensitive: true });
  expect(end.status).toBe('changed');
  expect(JSON.stringify(end.plan)).not.toMatch(/mine|"theirs"/);
});

test('a large binary file is sent as a file, once, and is whole', async () => {
  const bytes = randomBytes(700_001);
  local('files/blob.bin', bytes);
  const params = { src: 'blob.bin', dest: 'C:\\big\\' };
  const end = await run.task('win_copy', params);
  expect(end).toMatchObject({
    status: 'changed',
    message: '',
    titles: ['send a file (0.7 MB)', 'write C:\\big\\blob.bin'],
    result: { checksum: createHash('sha256').update(bytes).digest('hex') },
  });
  expect(readFileSync(host.here('C:\\big\\blob.bin')).equals(bytes)).toBe(true);
  expect(readdirSync(host.here('C:\\ProgramData\\gorun\\incoming'))).toEqual([]);
  expect(await run.task('win_copy', params)).toMatchObject({ status: 'ok' });
  await end.undo();
  expect(existsSync(host.here('C:\\big'))).toBe(false);
});

test('a folder goes under its name into the target, its content with a slash at the end; undo leaves what was there', async () => {
  local('files/conf/one.txt', 'one');
  local('files/conf/sub/two.bin', randomBytes(90_000));
  local('files/conf/sub/three.txt', '3');
  mkdirSync(join(folder, 'files/conf/empty'), { recursive: true });
  mkdirSync(host.here('C:\\etc\\conf\\sub'), { recursive: true });
  writeFileSync(host.here('C:\\etc\\conf\\sub\\three.txt'), 'former');
  writeFileSync(host.here('C:\\etc\\conf\\other.txt'), 'other');
  const end = await run.task('win_copy', { src: 'conf', dest: 'C:\\etc' });
  expect(end).toMatchObject({
    status: 'changed',
    message: '',
    titles: ['send a file (0.1 MB)', 'put 1 folder and 3 files into C:\\etc\\conf'],
  });
  expect(read('C:\\etc\\conf\\one.txt')).toBe('one');
  expect(read('C:\\etc\\conf\\sub\\three.txt')).toBe('3');
  expect(readdirSync(host.here('C:\\etc\\conf\\empty'))).toEqual([]);
  expect(await run.task('win_copy', { src: 'conf/', dest: 'C:\\etc\\conf' })).toMatchObject({ status: 'ok' });
  await end.undo();
  expect(readdirSync(host.here('C:\\etc\\conf')).toSorted()).toEqual(['other.txt', 'sub']);
  expect(readdirSync(host.here('C:\\etc\\conf\\sub'))).toEqual(['three.txt']);
  expect(read('C:\\etc\\conf\\sub\\three.txt')).toBe('former');
});

test('what somebody else has changed since is not overwritten by an undo', async () => {
  const end = await run.task('win_copy', { content: 'ours', dest: 'C:\\race.txt' });
  writeFileSync(host.here('C:\\race.txt'), 'theirs');
  await expect(end.undo()).rejects.toThrow('C:\\race.txt was changed by somebody else meanwhile');
  expect(read('C:\\race.txt')).toBe('theirs');
});

test('what stands in the way is told, and nothing is touched', async () => {
  writeFileSync(host.here('C:\\file'), '');
  expect(await run.task('win_copy', { content: '', dest: 'C:\\file\\x' })).toMatchObject({
    status: 'refused',
    message: 'C:\\file is a file, so nothing can be put below it',
  });
  expect(await run.task('win_copy', { content: '', dest: 'C:\\windows' })).toMatchObject({
    status: 'refused',
    message: 'C:\\windows is a folder',
  });
  await expect(run.task('win_copy', { src: 'nowhere', dest: 'C:\\x' })).rejects.toThrow(
    'there is no nowhere; looked for',
  );
});

test('check mode changes nothing and plans the very steps of the run, also over what earlier tasks leave', async () => {
  const tasks = [
    { content: 'a', dest: 'C:\\chk\\a.txt' },
    { src: 'conf', dest: 'C:\\chk' },
    { src: 'conf/one.txt', dest: 'C:\\chk' },
    { content: 'b', dest: 'C:\\chk\\a.txt' },
    { content: 'b', dest: 'C:\\chk\\a.txt' },
  ];
  const predicted = new Map<string, Json>();
  const foretold: unknown[] = [];
  for (const one of tasks) foretold.push((await run.task('win_copy', one, predicted)).titles);
  expect(existsSync(host.here('C:\\chk'))).toBe(false);
  const done: unknown[] = [];
  for (const one of tasks) done.push((await run.task('win_copy', one)).titles);
  expect(foretold).toEqual(done);
  expect(foretold.at(-1)).toEqual([]);
});

test('what a run kept is gone when the host is given back', async () => {
  const lock = { run: 'r1', holder: 'test', lease: 60, steal: false };
  expect(await host.session.lock(lock)).toMatchObject({ lock: { ok: true } });
  writeFileSync(host.here('C:\\k.txt'), 'former');
  await run.task('win_copy', { content: 'new', dest: 'C:\\k.txt' });
  expect(kept()).toHaveLength(1);
  await host.session.lock({ ...lock, run: 'r2', steal: true });
  expect(kept()).toEqual([]);
});
