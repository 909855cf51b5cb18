import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DepotSource, makeDepot } from '../../lab/depot/make.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gorun-depot-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function source(filename: string, os: string, text: string): DepotSource {
  const path = join(root, `${filename}.built`);
  writeFileSync(path, text);
  return {
    path,
    filename,
    os,
    arch: 'amd64',
    version: 'go1.21.13',
    kind: os === 'linux' ? 'archive' : 'installer',
  };
}

const index = () => JSON.parse(readFileSync(join(root, 'depot/index.json'), 'utf8'));
const names = () => index()[0].files.map(({ filename }: { filename: string }) => filename);

test('Windows and Linux hosts fill one depot, each with its own files', async () => {
  await makeDepot(join(root, 'depot'), [source('a.msi', 'windows', 'msi')]);
  await makeDepot(join(root, 'depot'), [source('a.tar.gz', 'linux', 'archive')]);
  expect(names()).toEqual(['a.tar.gz', 'a.msi']);
  expect(index()[0].files[0]).toMatchObject({ os: 'linux', kind: 'archive', size: 7 });
});

test('a file that was built anew or is gone has no old line in the index', async () => {
  await makeDepot(join(root, 'depot'), [
    source('a.msi', 'windows', 'msi'),
    source('b.msi', 'windows', 'other'),
  ]);
  rmSync(join(root, 'depot/b.msi'));
  await makeDepot(join(root, 'depot'), [source('a.msi', 'windows', 'changed')]);
  expect(names()).toEqual(['a.msi']);
  expect(index()[0].files[0].size).toBe(7);
  expect(readFileSync(join(root, 'depot/a.msi'), 'utf8')).toBe('changed');
});
