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
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildOnce } from '../../lab/build/once.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gorun-lab-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what was built is not built again, also by builders that start at the same time', async () => {
  let times = 0;
  const build = () =>
    buildOnce(join(folder, 'thing'), async (temporary) => {
      times++;
      writeFileSync(temporary, 'whole');
    });
  expect((await Promise.all([build(), build(), build()])).filter(Boolean)).toHaveLength(1);
  expect(times).toBe(1);
});

test('a build that failed leaves nothing that looks finished, and the next one starts clean', async () => {
  const target = join(folder, 'thing');
  await expect(
    buildOnce(target, async (temporary) => {
      mkdirSync(temporary);
      writeFileSync(join(temporary, 'half'), '');
      throw new Error('killed');
    }),
  ).rejects.toThrow('killed');
  expect(existsSync(target)).toBe(false);
  await buildOnce(target, async (temporary) => {
    expect(existsSync(temporary)).toBe(false);
    writeFileSync(temporary, 'whole');
  });
  expect(readFileSync(target, 'utf8')).toBe('whole');
  expect(readdirSync(folder)).toEqual(['thing']);
});

test('the lock of a process that is gone is taken over', async () => {
  writeFileSync(join(folder, 'thing.lock'), JSON.stringify({ pid: 2 ** 22 + 1, startTime: '1' }));
  await buildOnce(join(folder, 'thing'), async (temporary) => writeFileSync(temporary, ''));
  expect(existsSync(join(folder, 'thing'))).toBe(true);
});
