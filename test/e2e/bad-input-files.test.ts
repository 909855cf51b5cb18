import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ExitName, exitCodes } from '../../src/errors/exit-codes.ts';
import { gorun } from './typed-gorun.ts';

let folder: string;

/** Files that a person could have written; `one.yml` is the inventory, and nothing listens at its host. */
const files = {
  'inventories/one.yml': 'all:\n  hosts:\n    win1: {ansible_host: 127.0.0.1, ansible_port: 9}\n',
  'inventories/broken.yml': 'all:\n  hosts:\n    win1: {ansible_port: 22\n    win2: x: y\n',
  'good.yml': '- hosts: win1\n  tasks:\n    - ping:\n',
  'syntax.yml': '- hosts: win1\n  tasks:\n    - ping: {\n    - debug: "x\n',
  'twice.yml': '- hosts: win1\n  hosts: win2\n  tasks:\n    - ping:\n',
  'undefined.yml':
    '- hosts: win1\n  vars:\n    go_version: 1.21.13\n  tasks:\n    - debug:\n        msg: "{{ go_verion }}"\n',
  'version.yml': '- hosts: win1\n  tasks:\n    - msi_install:\n        version: latest\n',
  'paths.yml': [
    '- hosts: win1',
    '  tasks:',
    `    - fetch_msi: {version: 1.21.13, index: x, dest: 'C:\\temp\\a"b.msi'}`,
    "    - fetch_msi: {version: 1.21.13, index: x, dest: '\\\\server\\share\\go.msi'}",
    `    - fetch_msi: {version: 1.21.13, index: x, dest: 'C:\\${'x'.repeat(297)}'}`,
    '',
  ].join('\n'),
  'jinja.yml': '- hosts: win1\n  tasks:\n    - debug:\n        msg: "{{ name | upper }}"\n',
  'condition.yml': '- hosts: win1\n  tasks:\n    - ping:\n      when: inventory_hostname ==\n',
  'many.yml': [
    '- name: Wrong in many ways',
    '  hosts: win1',
    '  serail: 1',
    '  vars:',
    '    go_version: 1.21.13',
    '  tasks:',
    '    - msi_instal:',
    '        version: "{{ go_version }}"',
    '    - msi_install:',
    '        version: "{{ go_verion }}"',
    '    - ping:',
    '      whn: true',
    '',
  ].join('\n'),
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gorun-bad-input-'));
  await mkdir(join(folder, 'inventories'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const cases: readonly [string, string, ExitName, readonly string[]][] = [
  [
    'all mistakes of a playbook are told at once, each with its place and what was meant',
    'playbook many.yml -i one',
    'playbook',
    [
      '"serail" is not a keyword of a play. Did you mean "serial"?\n  at many.yml:3:3',
      'Did you mean "msi_install"?\n  at many.yml:7:7',
      '"go_verion" is not defined. Did you mean "go_version"?\n  at many.yml:10:22',
      'Did you mean "when"?\n  at many.yml:12:7',
      '4 errors',
    ],
  ],
  [
    'YAML that is broken in two places is told in both',
    'playbook syntax.yml -i one',
    'playbook',
    ['at syntax.yml:4:5', 'at syntax.yml:5:1', 'source/yaml-syntax', '2 errors'],
  ],
  [
    'a key that stands twice is no silent choice',
    'playbook twice.yml -i one',
    'playbook',
    ['at twice.yml:2:3'],
  ],
  [
    'a variable that is not defined is met with the nearest one',
    'playbook undefined.yml -i one',
    'playbook',
    ['Did you mean "go_version"?', 'at undefined.yml:6:18', 'expression/undefined-name'],
  ],
  [
    'a value that a module does not take',
    'playbook version.yml -i one',
    'playbook',
    ['at version.yml:4:18', 'e.g. `1.21.13`'],
  ],
  [
    'paths that no file on Windows can have',
    'playbook paths.yml -i one',
    'playbook',
    ['at paths.yml:3:53', 'at paths.yml:4:53', 'at paths.yml:5:53', 'module/params', '3 errors'],
  ],
  [
    'a filter of Jinja is met with its form here',
    'playbook jinja.yml -i one',
    'playbook',
    ['at jinja.yml:4:'],
  ],
  ['half a condition', 'playbook condition.yml -i one', 'playbook', ['at condition.yml:4:']],
  [
    'an inventory that is broken',
    'playbook good.yml -i broken',
    'inventory',
    ['at inventories/broken.yml:4:', 'inventory/syntax'],
  ],
  [
    'an inventory that is not there: those that are',
    'playbook good.yml -i on',
    'inventory',
    ['no inventory "on"', 'fix: Inventories here: ', 'inventory/not-found'],
  ],
  [
    'a limit that fits nothing',
    'playbook good.yml -i one --limit win9',
    'inventory',
    ['win9', 'inventory/unknown-pattern'],
  ],
  ['a playbook that is not there', 'playbook god.yml -i one', 'playbook', ['no playbook god.yml']],
  ['an unknown flag', 'playbook good.yml -i one --chekc', 'usage', ['Did you mean --check?']],
  ['an unknown module, ad hoc', 'run win1 pign -i one', 'playbook', ['pign', 'module/unknown']],
];

test.concurrent.each(cases)('%s', async (_, words, exit, messages) => {
  const { code, out, err } = await gorun(folder, ...words.split(' '));
  for (const message of messages) expect(err).toContain(message);
  expect(err).toContain('fix: ');
  expect({ code, out }).toEqual({ code: exitCodes[exit].code, out: '' });
});

test('--output json keeps standard output free of anything that is not JSON', async () => {
  const { code, out, err } = await gorun(folder, 'playbook', 'many.yml', '-i', 'one', '--output', 'json');
  expect({ code, out }).toEqual({ code: exitCodes.playbook.code, out: '' });
  expect(err).toContain('4 errors');
});
