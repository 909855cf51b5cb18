import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { extraVars, keyValues } from '../../src/cli/extra-vars.ts';

test.each([
  ['go_version=1.20', { go_version: '1.20' }],
  ['a=1 b=two', { a: '1', b: 'two' }],
  ['a="x y" b=\'it "is"\'', { a: 'x y', b: 'it "is"' }],
  ['path=C:\\Program" "Files', { path: 'C:\\Program Files' }],
  ['a="say \\"hi\\""', { a: 'say "hi"' }],
  ['a=', { a: '' }],
  ['url=http://h/?mode=json&include=all', { url: 'http://h/?mode=json&include=all' }],
])('-e %s', (text, values) => {
  expect(keyValues(text)).toEqual(values);
});

test.each(['novalue', 'a=1 b', '=x', 'a="open', ''])('-e "%s" is refused', async (text) => {
  await expect(extraVars([text])).rejects.toMatchObject({ code: 'cli/usage' });
});

test('JSON keeps its types, and later -e win', async () => {
  expect(await extraVars(['{"n": 1, "list": [true]}', 'n=2'])).toEqual({ n: '2', list: [true] });
});

test('@file reads YAML and JSON', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'gorun-e-')), 'vars.yml');
  await writeFile(file, 'go_version: "1.20"\nnested: {a: 1}\n');
  expect(await extraVars([`@${file}`])).toEqual({ go_version: '1.20', nested: { a: 1 } });
});

test('a file that is not there, or is no mapping, is named', async () => {
  await expect(extraVars(['@/no/such'])).rejects.toMatchObject({ code: 'source/unreadable' });
  const file = join(await mkdtemp(join(tmpdir(), 'gorun-e-')), 'list.yml');
  await writeFile(file, '- 1\n');
  await expect(extraVars([`@${file}`])).rejects.toMatchObject({ code: 'cli/usage' });
});

test('a name that JavaScript knows is only a name', async () => {
  const vars = await extraVars(['{"__proto__": {"x": 1}}', 'constructor=c']);
  expect(Object.getPrototypeOf(vars)).toBe(Object.prototype);
  expect(vars.constructor).toBe('c');
});
