import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GorunErrors } from '../../src/errors/gorun-error.ts';
import type { JsonObject } from '../../src/json.ts';
import { run } from '../../src/run/run.ts';

const files = {
  'wrong.yml': [
    'all:',
    '  vars: { ansible_port: 0, gorun_platform: amiga }',
    '  hosts:',
    '    a1: { ansible_port: abc }',
    '    a2: { ansible_port: 70000, ansible_password: [hunter2] }',
    '    a3: { ansible_port: 2201 }',
    '    a4: { ansible_port: "{{ some_port }}", some_port: 1 }',
    '    b1: { ansible_connection: winrm }',
  ],
  'host_vars/a3.yml': ['ansible_timeout: soon'],
  'wrong.ini': [
    '[some]',
    'a1 ansible_host=a.b ansible_port=many x=1',
    'a2',
    '[some:vars]',
    'ansible_port = 99999',
  ],
  'all.yml': ['- hosts: all', '  tasks: [{ ping: }]'],
  'a.yml': ['- hosts: a?', '  gather_facts: false', '  tasks: [{ ping: }]'],
  'wrong-ini.yml': ['- hosts: some', '  tasks: [{ ping: }]'],
};
let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'gorun-connections-'));
  for (const [name, lines] of Object.entries(files)) {
    await mkdir(dirname(join(cwd, name)), { recursive: true });
    await writeFile(join(cwd, name), `${lines.join('\n')}\n`);
  }
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

/** Each error as `place: message`; nothing may have happened before it. */
async function errorsOf(playbook: string, inventory: string, extraVars: JsonObject = {}) {
  const listener = () => expect.unreachable('a run has begun');
  const thrown: unknown = await run({ cwd, playbook, inventory, extraVars, listener }).catch(
    (error) => error,
  );
  if (!(thrown instanceof GorunErrors)) throw thrown;
  return thrown.errors.map(({ code, message, position, sourceLine, exitCode }) => {
    expect({ code, exitCode }).toEqual({ code: 'connection/config', exitCode: 7 });
    expect(`${message}${sourceLine}`).not.toContain('hunter2');
    const { file, line, column } = position ?? { file: join(cwd, '-e'), line: 0, column: 0 };
    return `${relative(cwd, file)}:${line}:${column}: ${message}`;
  });
}

test('every setting that no connection can be made with is told where it is written, before anything is contacted', async () => {
  const port = 'ansible_port must be a port (1 to 65535), not';
  expect((await errorsOf('all.yml', 'wrong.yml')).sort()).toEqual(
    [
      'host_vars/a3.yml:1:18: a3: ansible_timeout must be seconds (more than 0), not "soon".',
      'wrong.yml:2:44: a1: gorun_platform must be windows or posix, not "amiga". (and 4 more hosts)',
      `wrong.yml:2:25: b1: ${port} 0.`,
      `wrong.yml:4:25: a1: ${port} "abc".`,
      'wrong.yml:5:50: a2: ansible_password must be text, not its value (not shown).',
      `wrong.yml:5:25: a2: ${port} 70000.`,
      'wrong.yml:8:31: b1: ansible_connection is winrm, which gorun does not speak yet.',
    ].sort(),
  );
});

test('in an INI file, too, beside a host and in the variables of a group', async () => {
  expect(await errorsOf('wrong-ini.yml', 'wrong.ini')).toEqual([
    'wrong.ini:2:34: a1: ansible_port must be a port (1 to 65535), not "many".',
    'wrong.ini:5:16: a2: ansible_port must be a port (1 to 65535), not 99999.',
  ]);
});

test('hosts that no play names are passed over, and what -e gives hides what is written', async () => {
  const told = await errorsOf('a.yml', 'wrong.yml', {
    ansible_port: 'none',
    gorun_platform: 'windows',
    ansible_timeout: 5,
  });
  expect(told).toEqual([
    '-e:0:0: a1: ansible_port must be a port (1 to 65535), not "none". (and 3 more hosts)',
    'wrong.yml:5:50: a2: ansible_password must be text, not its value (not shown).',
  ]);
});
