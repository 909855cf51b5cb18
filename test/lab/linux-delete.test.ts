import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { deleteFolders } from '../../lab/linux/delete.ts';

const folder = mkdtempSync(join(tmpdir(), 'gorun-delete-'));
const file = join(folder, "one host/it's/kept");
mkdirSync(join(file, '..'), { recursive: true });
mkdirSync(join(folder, 'other/deep'), { recursive: true });
writeFileSync(file, '');
/** Only root may do that, and not every file system knows it. */
const isImmutable = spawnSync('chattr', ['+i', file]).status === 0;

afterAll(() => {
  if (isImmutable && existsSync(file)) execFileSync('chattr', ['-i', file]);
  rmSync(folder, { recursive: true, force: true });
});

test.runIf(isImmutable)('an immutable file of a host is named, with what to do about it', async () => {
  await expect(deleteFolders([join(folder, 'one host'), join(folder, 'other')])).rejects.toMatchObject({
    code: 'lab/failed',
    message: `${file} cannot be deleted: Operation not permitted`,
    fix: expect.stringContaining(`chattr -R -ia ${join(folder, 'one host')}`),
  });
  expect(existsSync(join(folder, 'other'))).toBe(false);
});

test('folders of hosts go with all that is in them', async () => {
  if (isImmutable) execFileSync('chattr', ['-i', file]);
  await deleteFolders([join(folder, 'one host')]);
  expect(existsSync(join(folder, 'one host'))).toBe(false);
});
