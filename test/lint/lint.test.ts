import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project } from '../cli/project.ts';

const bad = `- name: Ask
  hosts: all
  tasks:
    - ping:
      name: See who answers
      register: answer
`;
const files = {
  'playbooks/p.yml': bad,
  'roles/r/tasks/main.yml': '- ping:\n',
  'inventories/i.yml': 'all: { hosts: { a: { ansible_ssh_host: b } } }\n',
  'group_vars/all.yml': 'token: "{{ x }}"\n',
  'notes.yml': 'nothing: of gorun\n',
};

test('the whole project is linted, and what is found is the exit code', async () => {
  const one = await project(files);
  const { exit, out } = await one.type('lint');
  expect(exit).toBe('lint');
  expect(out.split('\n').filter((line) => /^\S/.test(line))).toEqual([
    'playbooks/p.yml:5:7 key-order "name" does not stand first. (--fix mends it)',
    'playbooks/p.yml:6:17 unused-register "answer" is registered and never used.',
    'roles/r/tasks/main.yml:1:3 name-tasks The task of ping has no name.',
    'inventories/i.yml:1:22 former-variables Write ansible_host. (--fix mends it)',
    '4 files: 4 findings, 2 of them for --fix',
  ]);
});

test('--fix mends what is safe, and a second time there is nothing left to mend', async () => {
  const one = await project(files);
  const { exit, out } = await one.type('lint', '--fix', 'playbooks', 'inventories');
  expect([exit, out]).toEqual(['lint', expect.stringContaining('2 files: 1 finding, 2 mended')]);
  expect(await readFile(join(one.cwd, 'playbooks/p.yml'), 'utf8')).toContain(
    '    - name: See who answers\n      ping:\n      register: answer\n',
  );
  expect((await one.type('lint', '--fix')).out).not.toContain('mended');
});

test('what would stop a run is an error, with its code and place', async () => {
  const one = await project({
    'p.yml': '- name: P\n  hosts: all\n  tasks:\n    - name: x\n      dbug: {}\n',
    'q.yml': 'a: [\n',
  });
  const { exit, out } = await one.type('lint');
  expect(exit).toBe('playbook');
  expect(out).toContain(
    'p.yml:5:7 module/unknown "dbug" is neither a keyword nor a module. Did you mean "debug"?',
  );
  expect(out).toContain('q.yml:2:1 source/yaml-syntax');
});

test('rules can be chosen, and a wrong name is told', async () => {
  const one = await project(files);
  expect((await one.type('lint', '--only', 'name-plays')).exit).toBe('success');
  expect((await one.type('lint', '--skip', 'name-tasks,key-order,unused-register', 'playbooks')).exit).toBe(
    'success',
  );
  expect(await one.type('lint', '--only', 'name-play')).toMatchObject({
    exit: 'usage',
    err: expect.stringContaining('Did you mean "name-plays"?'),
  });
  expect((await one.type('lint', 'nowhere')).exit).toBe('playbook');
});

test('--format json and sarif are for machines', async () => {
  const one = await project(files);
  const found = JSON.parse((await one.type('lint', '--format', 'json')).out);
  expect(found[0]).toEqual({
    file: 'playbooks/p.yml',
    line: 5,
    column: 7,
    rule: 'key-order',
    severity: 'warning',
    message: '"name" does not stand first.',
    sourceLine: expect.any(String),
    fixable: true,
  });
  const { runs } = JSON.parse((await one.type('lint', '--format', 'sarif')).out);
  expect(runs[0].results[0]).toMatchObject({
    ruleId: 'key-order',
    level: 'warning',
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'playbooks/p.yml' },
          region: { startLine: 5, startColumn: 7 },
        },
      },
    ],
  });
  const ids = runs[0].tool.driver.rules.map(({ id }: { id: string }) => id);
  for (const { ruleId } of runs[0].results) expect(ids).toContain(ruleId);
});

test('a variable that another file uses is used', async () => {
  const one = await project({
    'p.yml':
      '- name: P\n  hosts: all\n  vars: { word: x }\n  tasks:\n    - name: More\n      include_tasks: tasks/t.yml\n',
    'tasks/t.yml': '- name: Say\n  debug: { msg: "{{ word }}" }\n',
  });
  expect(await one.type('lint')).toMatchObject({
    exit: 'success',
    out: '2 files: nothing to complain about\n',
  });
});

test('a new project has nothing to complain about', async () => {
  const one = await project();
  await one.type('init');
  expect(await one.type('lint')).toMatchObject({ exit: 'success' });
});

test.each(['text', 'json', 'sarif'])('a password in clear is found and not shown: %s', async (format) => {
  const one = await project({
    'playbooks/p.yml': '- hosts: all\n  vars: { ansible_become_password: Canary7f3a, a-b: 1 }\n  tasks: []\n',
  });
  const { out, err } = await one.type('lint', '--format', format);
  expect(out).toContain('plaintext-password');
  expect(out).toContain('cannot be the name of a variable');
  expect(out + err).not.toContain('Canary7f3a');
});
