import { createHash } from 'node:crypto';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GoHost, goHost } from './go-host.ts';
import { ModuleRunner } from './module-runner.ts';

let host: GoHost;
let run: ModuleRunner;

beforeAll(async () => {
  host = await goHost('modules-stat', 'ready');
  run = new ModuleRunner(host.session);
});

afterAll(async () => {
  await host.close();
});

test('a file: size, times, attributes, owner, checksum', async () => {
  const file = host.here('C:\\a file.tar.gz');
  writeFileSync(file, 'hello');
  utimesSync(file, 1_600_000_000, 1_600_000_000);
  await run.task('powershell', { script: "[IO.File]::SetAttributes('C:\\a file.tar.gz', 'ReadOnly')" });
  const end = await run.task('stat', { path: 'c:/a file.tar.gz' });
  expect(end).toMatchObject({
    status: 'ok',
    titles: [],
    result: {
      stat: {
        exists: true,
        path: 'c:\\a file.tar.gz',
        isreg: true,
        isdir: false,
        islnk: false,
        size: 5,
        lastwritetime: 1_600_000_000,
        isreadonly: true,
        filename: 'a file.tar.gz',
        extension: '.gz',
        owner: expect.any(String),
        checksum: createHash('sha256').update('hello').digest('hex'),
      },
    },
  });
});

test.each(['md5', 'sha1', 'sha384', 'sha512'])('the checksum as %s', async (algorithm) => {
  const end = await run.task('stat', { path: 'C:\\a file.tar.gz', checksum_algorithm: algorithm });
  const checksum = createHash(algorithm).update('hello').digest('hex');
  expect(end.result).toMatchObject({ stat: { checksum } });
});

test('a folder has neither size nor checksum; what is missing is not there', async () => {
  mkdirSync(host.here('C:\\dir'));
  const folder = await run.task('stat', { path: '%SystemDrive%\\dir' });
  expect(folder.result).toMatchObject({ stat: { exists: true, path: 'C:\\dir', isdir: true, isreg: false } });
  expect(folder.result).not.toHaveProperty('stat.size');
  expect((await run.task('stat', { path: 'C:\\none\\x' })).result).toEqual({
    stat: { exists: false, path: 'C:\\none\\x' },
  });
});
