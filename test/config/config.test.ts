import { expect, test } from 'vitest';
import { gorunProgram } from '../../src/cli/program.ts';
import { configSchema, settingNames, settings } from '../../src/config/settings.ts';
import { Redactor } from '../../src/secrets/redactor.ts';
import { project, twoHosts } from '../cli/project.ts';
import { fakeOutput } from '../report/fake-output.ts';

const playbook = '- hosts: all\n  tasks:\n    - debug: { msg: "{{ word }}" }\n';
const files = { 'p.yml': playbook, 'inventories/two.yml': twoHosts };

test('what the file says holds where no flag is typed', async () => {
  const one = await project({ ...files, 'gorun.config.yml': 'inventory: two\nextra_vars: { word: file }\n' });
  expect((await one.type('playbook', 'p.yml')).out).toContain(': file\n');
  expect((await one.type('playbook', 'p.yml', '-e', 'word=flag')).out).toContain(': flag\n');
});

test('the environment wins over the file, a flag over both', async () => {
  const one = await project({ ...files, 'gorun.config.yml': 'inventory: none\noutput: tree\n' });
  const json = await one.with(
    { GORUN_INVENTORY: 'two', GORUN_OUTPUT: 'json' },
    'playbook',
    'p.yml',
    '-e',
    'word=x',
  );
  expect(json.out).toMatch(/^\{"/);
  const plain = await one.with(
    { GORUN_OUTPUT: 'json' },
    'playbook',
    'p.yml',
    '-e',
    'word=x',
    '-i',
    'two',
    '-o',
    'plain',
  );
  expect(plain.out).toContain('play all · 2 hosts');
});

test('config shows each value and where it came from', async () => {
  const one = await project({ 'gorun.config.yml': '# settings\nforks: 7\nmodule_path: [a, b]\n' });
  const { out } = await one.with({ GORUN_STATS: 'true' }, 'config');
  const rows = out.split('\n').map((line) => line.trim().split(/\s{2,}/));
  expect(rows).toEqual(
    expect.arrayContaining([
      ['forks', '7', 'gorun.config.yml:2'],
      ['module_path', '["a","b"]', 'gorun.config.yml:3'],
      ['stats', 'true', '$GORUN_STATS'],
      ['speculation', 'true', 'default'],
    ]),
  );
  expect(JSON.parse((await one.type('config', '--json')).out)).toHaveLength(settingNames.length);
});

test('every mistake is told at once, with its place and what was probably meant', async () => {
  const one = await project({ ...files, 'gorun.config.yml': 'froks: 7\noutput: html\ndiff: yes\n' });
  const { exit, err } = await one.with({ GORUN_FORKS: 'many' }, 'playbook', 'p.yml');
  expect(exit).toBe('usage');
  expect(err).toContain('"froks" is no setting. Did you mean "forks"?\n  at gorun.config.yml:1:1');
  expect(err).toContain('"output" takes tree, plain, json, not the text "html".');
  expect(err).toContain('at gorun.config.yml:3:7');
  expect(err).toContain(
    'The environment variable GORUN_FORKS takes a whole number from 1 to 10000, not "many".',
  );
});

test('a file with mistakes is no matter for commands without settings', async () => {
  const one = await project({ 'gorun.config.yml': '[' });
  expect((await one.type('depot', 'list', '--help')).exit).toBe('success');
  expect((await one.type('playbook', '--help')).exit).toBe('success');
});

test('each setting belongs to a flag of gorun playbook, and stands in the schema', () => {
  const terminal = { out: fakeOutput(), err: fakeOutput(), isTTY: false, cwd: '/', env: {}, argv: [] };
  const program = gorunProgram({ terminal, secrets: new Redactor(), exit: () => {} });
  const command = program.commands.find((one) => one.name() === 'playbook');
  const flags = command?.options.map((option) => option.attributeName());
  for (const name of settingNames) expect(flags).toContain(settings[name].flag);
  expect(Object.keys(Object(configSchema().properties))).toEqual(settingNames);
});
