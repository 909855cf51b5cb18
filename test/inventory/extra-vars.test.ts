import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createScope } from '../../src/expression/scope.ts';
import { extraVars } from '../../src/inventory/extra-vars.ts';

const cwd = await mkdtemp(join(tmpdir(), 'gorun-e-'));
const given = async (...texts: string[]) => (await extraVars(texts, cwd)).vars;

test.each([
  ['go_version=1.20', { go_version: '1.20' }],
  ['a=1 b=two', { a: '1', b: 'two' }],
  ['a="x y" b=\'it "is"\'', { a: 'x y', b: 'it "is"' }],
  ['path=C:\\Program" "Files', { path: 'C:\\Program Files' }],
  ['a="say \\"hi\\""', { a: 'say "hi"' }],
  ['a=', { a: '' }],
  ['url=http://h/?mode=json&include=all', { url: 'http://h/?mode=json&include=all' }],
  ['{"n": 1, "list": [true], "flag": "yes"}', { n: 1, list: [true], flag: 'yes' }],
  ['{n: 1, flag: yes}', { n: 1, flag: true }],
  ['{}', {}],
])('-e %s', async (text, values) => {
  expect(await given(text)).toEqual(values);
});

test.each([
  ['novalue', '-e novalue'],
  ['a=1 b', '-e b:'],
  ['=x', '-e =…'],
  ['a="open secret', '-e a=…'],
  ['', '-e '],
  ['{"a": "secret', '-e {…}: this is neither JSON nor YAML'],
])('-e "%s" is refused, without what may be a secret', async (text, message) => {
  const refused = expect(extraVars([text], cwd)).rejects;
  await refused.toMatchObject({ code: 'cli/usage', message: expect.stringContaining(message) });
  await expect(extraVars([text], cwd)).rejects.not.toMatchObject({
    message: expect.stringContaining('secret'),
  });
});

test('later -e win', async () => {
  expect(await given('{"n": 1, "m": 1}', 'n=2')).toEqual({ n: '2', m: 1 });
});

test('templates are rendered like those of an inventory', async () => {
  const vars = await given('path="{{ base }}/bin" base=/opt', '{"all": ["{{ path }}"]}');
  expect(createScope([vars]).get('all')).toEqual(['/opt/bin']);
});

test('@file reads YAML and JSON, from the folder of the command line', async () => {
  await writeFile(join(cwd, 'vars.yml'), 'go_version: "1.20"\nnested: {a: 1}\nold: yes\n');
  await writeFile(join(cwd, 'vars.json'), '{"nested": {"b": 2}}');
  const { vars, warnings } = await extraVars(['@vars.yml', '@vars.json'], cwd);
  expect(vars).toEqual({ go_version: '1.20', nested: { b: 2 }, old: true });
  expect(warnings.map(({ place }) => place?.position.line)).toEqual([3]);
});

test('a file that is not there, is no mapping or is broken, is named', async () => {
  await expect(given('@/no/such')).rejects.toMatchObject({ code: 'source/unreadable' });
  await writeFile(join(cwd, 'list.yml'), '- 1\n');
  await expect(given('@list.yml')).rejects.toMatchObject({ code: 'cli/usage' });
  await writeFile(join(cwd, 'broken.yml'), 'a: 1\na: 2\n');
  await expect(given('@broken.yml')).rejects.toMatchObject({
    errors: [{ code: 'source/duplicate-key', position: { line: 2 } }],
  });
});

test('a name that JavaScript knows is only a name', async () => {
  const vars = await given('{"__proto__": {"x": 1}}', 'constructor=c');
  expect(Object.getPrototypeOf(vars)).toBe(Object.prototype);
  expect(Object.keys(vars)).toEqual(['__proto__', 'constructor']);
});
