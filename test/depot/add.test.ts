import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { depotAdd } from '../../src/depot/add.ts';
import { readDepotIndex } from '../../src/depot/index-file.ts';
import { filesIn, temporaryFolder } from './temporary-depot.ts';

test('an added file stands in the index with its checksum and size, and in the folder', async () => {
  const [from, dir] = [await temporaryFolder(), join(await temporaryFolder(), 'new')];
  await depotAdd(dir, await filesIn(from, { 'go1.21.13.windows-amd64.msi': 'abc' }));
  expect(await readDepotIndex(dir)).toEqual([
    {
      version: 'go1.21.13',
      stable: true,
      files: [
        {
          filename: 'go1.21.13.windows-amd64.msi',
          os: 'windows',
          arch: 'amd64',
          version: 'go1.21.13',
          sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
          size: 3,
          kind: 'installer',
        },
      ],
    },
  ]);
  expect(await readFile(join(dir, 'go1.21.13.windows-amd64.msi'), 'utf8')).toBe('abc');
});

test('versions stand newest first, by Go’s own order', async () => {
  const [from, dir] = [await temporaryFolder(), await temporaryFolder()];
  const names = ['go1.9.7', 'go1.21rc2', 'go1.21.0', 'go1.20', 'go1.20.14'].map(
    (v) => `${v}.linux-amd64.tar.gz`,
  );
  await depotAdd(dir, await filesIn(from, Object.fromEntries(names.map((name) => [name, name]))));
  expect((await readDepotIndex(dir)).map(({ version }) => version)).toEqual([
    'go1.21.0',
    'go1.21rc2',
    'go1.20.14',
    'go1.20',
    'go1.9.7',
  ]);
});

test('a file that is in the folder already is added where it lies, and a second add replaces the first', async () => {
  const dir = await temporaryFolder();
  const [path = ''] = await filesIn(dir, { 'go1.21.13.windows-amd64.msi': 'abc' });
  await depotAdd(dir, [path]);
  await writeFile(path, 'abcd');
  await depotAdd(dir, [path]);
  const files = (await readDepotIndex(dir)).flatMap((version) => version.files);
  expect(files.map(({ size }) => size)).toEqual([4]);
});

test('a name that is none of Go’s is refused before anything is written', async () => {
  const [from, dir] = [await temporaryFolder(), await temporaryFolder()];
  const paths = await filesIn(from, { 'go1.21.13.windows-amd64.msi': 'abc', 'setup.msi': 'x' });
  await expect(depotAdd(dir, paths)).rejects.toMatchObject({ code: 'cli/usage' });
  expect(await readDepotIndex(dir)).toEqual([]);
});

test('two adds at once lose nothing', async () => {
  const [from, dir] = [await temporaryFolder(), await temporaryFolder()];
  const paths = await filesIn(from, { 'go1.20.14.windows-386.msi': 'a', 'go1.21.13.windows-386.msi': 'b' });
  await Promise.all(paths.map((path) => depotAdd(dir, [path])));
  expect((await readDepotIndex(dir)).map(({ version }) => version)).toEqual(['go1.21.13', 'go1.20.14']);
});

test('a broken index is named, not overwritten', async () => {
  const [from, dir] = [await temporaryFolder(), await temporaryFolder()];
  await writeFile(join(dir, 'index.json'), '[{"version": 3}]');
  const paths = await filesIn(from, { 'go1.20.14.windows-386.msi': 'a' });
  await expect(depotAdd(dir, paths)).rejects.toMatchObject({ code: 'depot/bad-index' });
  expect(await readFile(join(dir, 'index.json'), 'utf8')).toBe('[{"version": 3}]');
});
