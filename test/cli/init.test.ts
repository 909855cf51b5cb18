import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project } from './project.ts';

test('a new project runs as it is', async () => {
  const one = await project();
  expect((await one.type('init')).exit).toBe('success');
  expect((await readdir(one.cwd)).sort()).toEqual([
    '.gitignore',
    'gorun.config.yml',
    'inventories',
    'playbooks',
    'schemas',
  ]);
  const { exit, out } = await one.type('playbook', 'hello.yml');
  expect([exit, out]).toEqual(['success', expect.stringContaining('Hello from here')]);
});

test('the upgrade of Go comes with it, and nothing of it is complained about', async () => {
  const one = await project();
  await one.type('init');
  expect(await one.type('playbook', 'upgrade.yml', '--syntax-check')).toMatchObject({
    exit: 'success',
    out: 'upgrade.yml: 1 play, no errors\n',
  });
  expect(await one.type('lint')).toMatchObject({ exit: 'success', err: '' });
});

test('its files name their schemas, which are there', async () => {
  const one = await project();
  await one.type('init', 'fleet');
  for (const file of [
    'gorun.config.yml',
    'inventories/hosts.yml',
    'playbooks/hello.yml',
    'playbooks/upgrade.yml',
  ]) {
    const text = await readFile(join(one.cwd, 'fleet', file), 'utf8');
    const schema = /^# yaml-language-server: \$schema=(.+)\n/.exec(text)?.[1] ?? '';
    const path = join(one.cwd, 'fleet', file, '..', schema);
    expect(JSON.parse(await readFile(path, 'utf8'))).toHaveProperty('$schema');
  }
});

test('nothing is overwritten, and nothing else is written then', async () => {
  const one = await project({ 'gorun.config.yml': 'forks: 3\n' });
  expect(await one.type('init')).toMatchObject({
    exit: 'environment',
    err: expect.stringContaining('gorun.config.yml already; nothing was written'),
  });
  expect(await readdir(one.cwd)).toEqual(['gorun.config.yml']);
});

test('a folder that cannot be made is named', async () => {
  const one = await project({ file: '' });
  expect(await one.type('init', 'file/below')).toMatchObject({
    exit: 'environment',
    err: expect.stringContaining('run/unwritable'),
  });
});

test('schema prints one schema, or writes all of them', async () => {
  const one = await project();
  expect(JSON.parse((await one.type('schema', 'config')).out).title).toBe('gorun.config.yml');
  await one.type('schema', '--write');
  expect((await readdir(join(one.cwd, 'schemas'))).sort()).toEqual([
    'config.json',
    'inventory.json',
    'playbook.json',
    'tasks.json',
  ]);
  expect((await one.type('schema', 'poem')).exit).toBe('usage');
});

test('a module of the project is in the schema of its playbooks', async () => {
  const one = await project();
  expect((await one.type('module', 'new', 'tidy_disk', '--script')).out).toMatch(
    /^wrote modules\/tidy_disk\//,
  );
  const schema = JSON.parse((await one.type('schema')).out);
  expect(schema.definitions.task.properties).toHaveProperty('tidy_disk');
});
