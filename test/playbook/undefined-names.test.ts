import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GorunErrors } from '../../src/errors/gorun-error.ts';
import { loadPlaybook } from '../../src/playbook/load.ts';
import { folder } from './folder.ts';
import { modules } from './parsing.ts';

/** Names that nothing defines, told with the text at their place. */
async function told(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const root = folder(files);
  try {
    await loadPlaybook(join(root, 'play.yml'), { modules, cwd: root, knownNames: ['known'] });
    return [];
  } catch (error) {
    if (!(error instanceof GorunErrors)) throw error;
    return error.errors.map(({ code, position, sourceLine }) => {
      const { file, line, column } = position ?? { file: '', line: 0, column: 0 };
      return `${file}:${line} ${code} ${sourceLine?.slice(column - 1, column + 3)}`;
    });
  }
}

const task = (text: string) => `- hosts: all\n  tasks:\n    - ${text.replaceAll('\n', '\n      ')}\n`;

describe('a name that nothing defines is found in', () => {
  it.each([
    ['the name of a task', 'name: "do {{ nope }}"\ndebug: x'],
    ['when', 'debug: x\nwhen: nope'],
    ['a list of conditions', 'debug: x\nwhen: [known, "known && nope"]'],
    ['a template as condition', 'debug: x\nwhen: "{{ nope }}"'],
    ['a parameter', 'debug: {msg: "{{ nope }}"}'],
    ['a bare parameter', 'debug: "{{ nope }}"'],
    ['an argument of a helper', 'debug: {msg: "{{ upper (trim nope) }}"}'],
    ['a fallback', 'debug: {msg: "{{ default other nope }}"}'],
    ['an option of a helper', 'debug: {msg: "{{ indent known 2 first=nope }}"}'],
    ['a block of a template', 'debug: {msg: "{{#if nope}}x{{/if}}"}'],
    ['the parameters as a whole', 'debug: "{{ nope }}"'],
    ['vars of a task', 'debug: {msg: "{{ v }}"}\nvars: {v: "{{ nope }}"}'],
    ['vars, deep inside', 'debug: {msg: "{{ v }}"}\nvars: {v: {a: [1, "{{ nope }}"]}}'],
    ['loop', 'debug: {msg: "{{ item }}"}\nloop: "{{ nope }}"'],
    ['an item of loop', 'debug: {msg: "{{ item }}"}\nloop: [1, "{{ nope }}"]'],
    ['the label of a loop', 'debug: {msg: "{{ item }}"}\nloop: [1]\nloop_control: {label: "{{ nope }}"}'],
    ['until', 'debug: x\nuntil: nope'],
    ['failed_when', 'debug: x\nfailed_when: nope'],
    ['changed_when', 'debug: x\nchanged_when: [nope]'],
    ['delegate_to', 'debug: x\ndelegate_to: "{{ nope }}"'],
    ['environment', 'debug: x\nenvironment: {PATH: "{{ nope }}"}'],
    ['a macro of a condition', 'debug: x\nwhen: known.exists(x, x == nope)'],
    ['when of a block', 'block: [{debug: x}]\nwhen: nope'],
    ['vars of a block', 'block: [{debug: x}]\nvars: {v: "{{ nope }}"}'],
    ['rescue', 'block: [{debug: x}]\nrescue: [{debug: {msg: "{{ nope }}"}}]'],
    ['always', 'block: [{debug: x}]\nalways: [{debug: x, when: nope}]'],
  ])('%s', async (_, text) => {
    expect(await told({ 'play.yml': task(text) })).toEqual([
      expect.stringMatching(/^play\.yml:\d+ expression\/undefined-name nope$/),
    ]);
  });

  it.each([
    ['vars of a play', '- hosts: all\n  vars: {v: "{{ nope }}"}\n'],
    ['a handler', '- hosts: all\n  handlers: [{name: h, debug: x, when: nope}]\n'],
    ['environment of a play', '- hosts: all\n  environment: {A: "{{ nope }}"}\n'],
    ['pre_tasks', '- hosts: all\n  pre_tasks: [{debug: "{{ nope }}"}]\n'],
    ['post_tasks', '- hosts: all\n  post_tasks: [{debug: "{{ nope }}"}]\n'],
    [
      'module_defaults',
      '- hosts: all\n  module_defaults: {debug: {msg: "{{ nope }}"}}\n  tasks: [{debug: {}}]\n',
    ],
    ['variables for a role', '- hosts: all\n  roles: [{role: r, v: "{{ nope }}"}]\n'],
    ['when of a role', '- hosts: all\n  roles: [{role: r, when: nope}]\n'],
  ])('%s', async (_, text) => {
    expect(await told({ 'play.yml': text, 'roles/r/tasks/main.yml': '- debug: x\n' })).toEqual([
      expect.stringMatching(/^play\.yml:\d+ expression\/undefined-name nope$/),
    ]);
  });

  it.each([
    ['the tasks of a role', 'roles/r/tasks/main.yml', '- debug: "{{ nope }}"\n'],
    ['the defaults of a role', 'roles/r/defaults/main.yml', 'v: "{{ nope }}"\n'],
    ['the vars of a role', 'roles/r/vars/main.yml', 'v: "{{ nope }}"\n'],
    ['the handlers of a role', 'roles/r/handlers/main.yml', '- {name: h, debug: "{{ nope }}"}\n'],
  ])('%s', async (_, path, text) => {
    const files = { 'roles/r/tasks/main.yml': '- debug: x\n', [path]: text };
    expect(await told({ 'play.yml': '- hosts: all\n  roles: [r]\n', ...files })).toEqual([
      expect.stringMatching(new RegExp(`^${path}:\\d+ expression/undefined-name nope$`)),
    ]);
  });

  it('files of variables', async () => {
    const play = '- hosts: all\n  vars_files: [more.yml]\n';
    expect(await told({ 'play.yml': play, 'more.yml': 'a: 1\nb: "{{ nope }}"\n' })).toEqual([
      'more.yml:2 expression/undefined-name nope',
    ]);
  });

  it('nothing where the name may be missing, or is one of the block itself', async () => {
    const text = [
      'debug: {msg: "{{ default nope 1 }}{{ defined nope }}{{ default nope.a.b known }}{{#each known as |nope|}}{{ nope }}{{/each}}"}',
      'when: defined(nope) && default(nope.a, 1) == 1 && known.exists(nope, nope == 1)',
    ].join('\n');
    expect(await told({ 'play.yml': task(text) })).toEqual([]);
  });
});

describe('where files are read while the run goes on, a name that nothing defines', () => {
  const include = '    - include_tasks: "{{ known }}.yml"\n';
  const use = '    - debug: "{{ nope }}"\n';
  const found = (line: number, file = 'play.yml') => [`${file}:${line} expression/undefined-name nope`];

  it('is found in a task before them', async () => {
    expect(await told({ 'play.yml': `- hosts: all\n  tasks:\n${use}${include}` })).toEqual(found(3));
  });

  it('may come from there in a task after them', async () => {
    expect(await told({ 'play.yml': `- hosts: all\n  tasks:\n${include}${use}` })).toEqual([]);
  });

  it('may come from there in variables and handlers, which are rendered later', async () => {
    const play = `- hosts: all\n  vars: {v: "{{ nope }}"}\n  tasks:\n${include}`;
    const handlers = '  handlers: [{name: h, debug: "{{ nope }}"}]\n';
    expect(await told({ 'play.yml': play + handlers })).toEqual([]);
  });

  it('may come from a handler that ran between tasks', async () => {
    const handlers = '  handlers: [{name: h, include_tasks: "{{ known }}.yml"}]\n';
    expect(await told({ 'play.yml': `- hosts: all\n  tasks:\n${use}${handlers}` })).toEqual([]);
  });

  it('is found beside a file of variables whose name is known', async () => {
    const files = { 'vars/more.yml': 'a: 1\n' };
    const task = '    - include_vars: more.yml\n    - debug: "{{ a }} {{ nope }}"\n';
    expect(await told({ 'play.yml': `- hosts: all\n  tasks:\n${task}`, ...files })).toEqual(found(4));
  });

  it('is found beside variables that all come under one name', async () => {
    const task =
      '    - include_vars: {file: "{{ known }}.yml", name: own}\n    - debug: "{{ own.a }} {{ nope }}"\n';
    expect(await told({ 'play.yml': `- hosts: all\n  tasks:\n${task}` })).toEqual(found(4));
  });

  it('may come from a file of variables that the run itself makes', async () => {
    const task = '    - include_vars: made.yml\n    - debug: "{{ nope }}"\n';
    expect(await told({ 'play.yml': `- hosts: all\n  tasks:\n${task}` })).toEqual([]);
  });
});
