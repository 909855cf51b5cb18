import { expect, test } from 'vitest';
import { project, twoHosts } from './project.ts';

const files = {
  'modules/broken/module.yml': 'summary: [\n',
  'good.yml': '- hosts: all\n  tasks: [{ debug: { msg: fine } }]\n',
  'bad.yml': '- hosts: all\n  tasks: [{ broken: {} }]\n',
  'inventories/two.yml': twoHosts,
};

test('a module that cannot be loaded matters only to the playbook that uses it', async () => {
  const one = await project(files);
  expect((await one.type('playbook', 'good.yml', '-i', 'two')).exit).toBe('success');
  expect(await one.type('playbook', 'bad.yml', '-i', 'two')).toMatchObject({
    exit: 'playbook',
    err: expect.stringContaining('modules/broken/module.yml:'),
  });
});

test('the list of modules names it, and lists the others', async () => {
  const { exit, out, err } = await (await project(files)).type('modules');
  expect([exit, out, err]).toEqual([
    'success',
    expect.stringContaining('env_path'),
    expect.stringContaining('modules/broken/module.yml:'),
  ]);
});
