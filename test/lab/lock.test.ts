import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { processIdentity } from '../../lab/process/identity.ts';
import { holdLock } from '../../lab/process/lock.ts';
import { ownInstance } from '../lab-instance.ts';

function lockFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gorun-lab-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'deep', 'lock');
}

test('a lock is had once', () => {
  const path = lockFile();
  expect([holdLock(path), holdLock(path)]).toEqual([true, false]);
});

test('the lock of a process that is gone can be had at once', () => {
  const path = lockFile();
  expect(holdLock(path)).toBe(true);
  writeFileSync(path, JSON.stringify({ ...processIdentity(process.pid), startTime: '1' }));
  expect(holdLock(path)).toBe(true);
});

test('two runs of the tests never share a lab', () => {
  const root = process.env.GORUN_LAB_DIR;
  process.env.GORUN_LAB_DIR = lockFile();
  onTestFinished(() => {
    if (root === undefined) delete process.env.GORUN_LAB_DIR;
    else process.env.GORUN_LAB_DIR = root;
  });
  expect([ownInstance('one'), ownInstance('one'), ownInstance('other')]).toEqual(['one', 'one-2', 'other']);
});
