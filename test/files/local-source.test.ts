import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findLocal } from '../../src/files/find-local.ts';
import { readSource } from '../../src/files/local-source.ts';

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'gorun-source-'));
  await mkdir(join(root, 'files/tree/b/empty'), { recursive: true });
  await writeFile(join(root, 'files/tree/a.txt'), 'a');
  await writeFile(join(root, 'files/tree/b/large.bin'), Buffer.alloc(70_000));
  await writeFile(join(root, 'plain.txt'), 'p');
});

afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

const tree = () => join(root, 'files/tree');

test('a folder keeps its name, but for a slash at the end; small files travel in requests, large ones as files', async () => {
  const source = await readSource(tree(), 'tree', 'C:\\x', 'windows');
  expect(source).toMatchObject({ name: 'tree', into: true, folders: ['', 'b', 'b\\empty'] });
  expect(source.files.map(({ path, size, data, file }) => [path, size, data, file])).toEqual([
    ['a.txt', 1, 'YQ==', null],
    ['b\\large.bin', 70_000, null, join(tree(), 'b/large.bin')],
  ]);
  expect(await readSource(tree(), 'tree/', 'C:\\x', 'windows')).toMatchObject({ name: null, into: false });
});

test('a file is looked for in files/ first, of the role before the playbook', () => {
  const io = {
    platform: 'windows' as const,
    signal: new AbortController().signal,
    folder: root,
    folders: [join(root, 'role'), root],
  };
  expect(findLocal('tree/a.txt', 'files', io)).toBe(join(tree(), 'a.txt'));
  expect(findLocal('plain.txt', 'files', io)).toBe(join(root, 'plain.txt'));
  expect(() => findLocal('none', 'files', io)).toThrow(/there is no none; looked for .*role\/files\/none/);
});

test.each([
  ['a:b', 'has a name that Windows does not take'],
  ['dot.', 'has a name that Windows does not take'],
  ['A.TXT', 'and A.TXT are one name on Windows'],
])('%s stops it', async (name, message) => {
  const path = join(tree(), name);
  await writeFile(path, '');
  await expect(readSource(tree(), 'tree', 'C:\\x', 'windows')).rejects.toThrow(message);
  await rm(path);
});

test('a link that leads back to its own folder stops it', async () => {
  await symlink(tree(), join(tree(), 'b/again'));
  await expect(readSource(tree(), 'tree', 'C:\\x', 'windows')).rejects.toThrow(
    'leads back to a folder above it',
  );
  await rm(join(tree(), 'b/again'));
});
