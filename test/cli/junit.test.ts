import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project, twoHosts } from './project.ts';

const playbook = `
- hosts: a1
  vars_prompt: [{ name: word }]
  tasks:
    - { name: Say, debug: { msg: "it is {{ word }}" } }
    - { name: Fail, fail: { msg: "no {{ word }}" } }
`;
const files = { 'p.yml': playbook, 'inventories/two.yml': twoHosts };
const play = ['playbook', 'p.yml', '-i', 'two', '--junit'];

test('--junit writes the results beside what is told, secrets masked', async () => {
  const one = await project(files);
  const { exit, out } = await one.answering(['hunter2!'], ...play, 'reports/run.xml');
  expect([exit, out]).toEqual(['failed', expect.stringContaining('1 failed')]);
  const xml = await readFile(join(one.cwd, 'reports/run.xml'), 'utf8');
  expect(xml).toContain('<failure message="no ********" type="task/failed">');
  expect(xml).not.toContain('hunter2');
});

test('a file that cannot be written is told before any host is contacted', async () => {
  const one = await project({ ...files, reports: '' });
  expect(await one.answering(['x'], ...play, 'reports/run.xml')).toMatchObject({
    exit: 'environment',
    out: '',
    err: expect.stringContaining('reports/run.xml cannot be written'),
  });
});
