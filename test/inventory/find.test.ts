import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { findSources } from '../../src/inventory/find.ts';

const cwd = mkdtempSync(join(tmpdir(), 'gorun-find-'));
afterAll(() => rmSync(cwd, { recursive: true }));
for (const file of [
  'inventories/lab.yml',
  'inventories/old.ini',
  'inventories/many/b.yml',
  'inventories/many/a',
  'inventories/many/left.ini',
  'inventories/many/group_vars/all.yml',
  'inventories/many/notes.md',
  'lab/hosts.txt',
  'here.yml',
]) {
  mkdirSync(join(cwd, file, '..'), { recursive: true });
  writeFileSync(join(cwd, file), '');
}

const found = (name: string) =>
  findSources(name, cwd).sources.map((source) =>
    source.kind === 'file' ? relative(cwd, source.path) : source.names,
  );

it.each([
  ['lab', ['inventories/lab.yml']],
  ['old', ['inventories/old.ini']],
  ['many', ['inventories/many/a', 'inventories/many/b.yml']],
  ['here.yml', ['here.yml']],
  ['inventories/lab.yml', ['inventories/lab.yml']],
  ['a,b,', [['a', 'b']]],
  ['a,', [['a']]],
])('-i %s is found, though a folder of the work may have that name', (name, sources) => {
  expect(found(name)).toEqual(sources);
});

it('says where it looked and which inventories there are', () => {
  expect(() => findSources('prod', cwd)).toThrow(
    expect.objectContaining({
      message: expect.stringContaining('inventories/prod.yml'),
      fix: expect.stringContaining('lab, many, old'),
    }),
  );
});

it('knows what in a folder looks like a source and is none', () => {
  const { leftAside, varsFolder } = findSources('many', cwd);
  expect(leftAside).toEqual([join(cwd, 'inventories/many/left.ini')]);
  expect(varsFolder).toBe(join(cwd, 'inventories/many'));
});
