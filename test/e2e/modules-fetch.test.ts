import { randomBytes } from 'node:crypto';
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
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GoHost, goHost } from './go-host.ts';
import { ModuleRunner } from './module-runner.ts';

let host: GoHost;
let run: ModuleRunner;
const folder = mkdtempSync(join(tmpdir(), 'gorun-fetched-'));

beforeAll(async () => {
  host = await goHost('modules-fetch', 'ready');
  run = new ModuleRunner(host.session, folder);
});

afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('fetch', () => {
  test('a large binary file comes whole, once; undo removes it with the folders for it', async () => {
    const bytes = randomBytes(900_001);
    mkdirSync(host.here('C:\\logs'));
    writeFileSync(host.here('C:\\logs\\app 1.bin'), bytes);
    const params = { src: 'C:\\logs\\app 1.bin', dest: 'got' };
    const target = join(folder, 'got/win1/C/logs/app 1.bin');
    const end = await run.task('fetch', params);
    expect(end).toMatchObject({
      status: 'changed',
      titles: ['fetch C:\\logs\\app 1.bin'],
      result: { dest: target },
    });
    expect(readFileSync(target).equals(bytes)).toBe(true);
    expect(readdirSync(join(target, '..'))).toEqual(['app 1.bin']);
    expect(await run.task('fetch', params)).toMatchObject({ status: 'ok' });
    await end.undo();
    expect(existsSync(join(folder, 'got'))).toBe(false);
  });

  test('what was on the controller comes back', async () => {
    writeFileSync(host.here('C:\\logs\\small.txt'), 'new');
    writeFileSync(join(folder, 'own.txt'), 'former');
    const end = await run.task('fetch', { src: 'C:\\logs\\small.txt', dest: 'own.txt', flat: true });
    expect(readFileSync(join(folder, 'own.txt'), 'utf8')).toBe('new');
    await end.undo();
    expect(readFileSync(join(folder, 'own.txt'), 'utf8')).toBe('former');
  });

  test('a file that is not there', async () => {
    expect(await run.task('fetch', { src: 'C:\\none', dest: 'got' })).toMatchObject({ status: 'refused' });
    expect(await run.task('fetch', { src: 'C:\\none', dest: 'got', fail_on_missing: false })).toMatchObject({
      status: 'ok',
      result: { checksum: null },
    });
  });
});

describe('slurp', () => {
  test('every byte comes back, also of an empty file', async () => {
    const bytes = Buffer.from([...Array(256).keys()]);
    writeFileSync(host.here('C:\\all.bin'), bytes);
    writeFileSync(host.here('C:\\empty'), '');
    expect((await run.task('slurp', { src: 'C:\\all.bin' })).result).toEqual({
      content: bytes.toString('base64'),
      encoding: 'base64',
      source: 'C:\\all.bin',
      size: 256,
    });
    expect((await run.task('slurp', { src: 'C:\\empty' })).result).toMatchObject({ content: '', size: 0 });
  });

  test('what is too large or no file is told', async () => {
    expect(await run.task('slurp', { src: 'C:\\all.bin', max_bytes: 255 })).toMatchObject({
      status: 'refused',
      message: 'C:\\all.bin has 256 bytes, more than max_bytes: 255',
    });
    expect(await run.task('slurp', { src: 'C:\\windows' })).toMatchObject({
      message: 'C:\\windows is a folder',
    });
  });
});
