import { expect, it } from 'vitest';
import { errors, taskErrors } from './parsing.ts';

it.each([
  ['', ['1:1 playbook/shape the playbook is empty']],
  ['hosts: all', ['1:1 playbook/shape a playbook is a list of plays']],
  ['- 5', ['1:3 playbook/shape a play is a mapping']],
  ['- tasks: []', ['1:3 playbook/shape the play does not say its hosts']],
  ['- hosts: "{{ x }}"', ['1:10 playbook/shape hosts cannot be a template']],
  [
    '- hosts: all\n  srial: 1',
    ['2:3 playbook/unknown-keyword "srial" is not a keyword of a play. Did you mean "serial"?'],
  ],
  ['- hosts: all\n  register: x', ['2:3 playbook/unknown-keyword "register" does not belong on a play']],
  [
    '- hosts: all\n  remote_user: x\n  debugger: on',
    ['2:3 playbook/unsupported', '3:3 playbook/unsupported'],
  ],
  ['- hosts: all\n  gather_facts: true', ['2:17 playbook/unsupported']],
  ['- hosts: all\n  strategy: fre', ['2:13 playbook/shape strategy cannot be "fre". Did you mean "free"?']],
  ['- hosts: all\n  order: random', ['2:10 playbook/shape order cannot be "random"']],
  ['- hosts: all\n  vars_files: [none.yml]', ['2:16 playbook/no-file there is no file "none.yml"']],
  ['- hosts: all\n  vars_prompt: [{prompt: x}]', ['2:17 playbook/shape the question does not name']],
  [
    '- hosts: all\n  vars_prompt: [{name: q, prompt: "{{ x }}?", default: "{{ y }}"}]',
    ['2:35 playbook/shape it is asked before', '2:56 playbook/shape it is asked before'],
  ],
  [
    '- hosts: all\n  tasks: [{debug: x, loop: [1], loop_control: {loop_var: a b, index_var: 1x}}]',
    ['2:58 playbook/shape "loop_var" takes a name', '2:74 playbook/shape "index_var" takes a name'],
  ],
  ['- hosts: all\n  roles: [none]', ['2:11 playbook/no-file there is no role "none"']],
  ['- import_playbook: none.yml', ['1:20 playbook/no-file there is no file "none.yml"']],
  [
    '- hosts: all\n  module_defaults: {instal: {version: x}}',
    ['2:21 module/unknown there is no module "instal"'],
  ],
  ['- hosts: all\n  any_errors_fatal: yes', ['2:21 playbook/shape "any_errors_fatal" takes true or false']],
  ['- hosts: all\n  max_fail_percentage: 120', ['2:24 playbook/shape']],
  ['- hosts: all\n  vars: {a-b: 1}', ['2:10 playbook/shape "a-b" cannot be the name of a variable']],
  ['- hosts: all\n  tasks: {debug: x}', ['2:10 playbook/shape "tasks" takes a list']],
  ['- hosts: all\n  hosts: all', ['2:3 source/duplicate-key']],
  [
    '- hosts: all\n  tasks:\n    - debug: a\n      notify: restart\n  handlers:\n    - name: restrat\n      debug: b',
    [
      '4:15 playbook/unknown-handler notify names "restart", and the play has no such handler. Did you mean "restrat"?',
    ],
  ],
])('the playbook %j is refused', async (source, expected) => {
  expect(await errors(source)).toEqual(expected.map((start) => expect.stringContaining(start)));
});

it.each([
  ['- name: x', ['1:3 playbook/no-module the task names no module']],
  ['- set_fact: {mode: 0644}', ['1:20 playbook/shape 0644 is 644 here, and an octal number in Ansible']],
  ['- just text', ['1:3 playbook/shape a task is a mapping']],
  ['- debug: a\n  set_fact: {b: 1}', ['2:3 playbook/no-module a task has one module']],
  ['- debgu: a', ['1:3 module/unknown "debgu" is neither a keyword nor a module. Did you mean "debug"?']],
  [
    '- debug: a\n  whne: true',
    ['2:3 playbook/unknown-keyword "whne" is neither a keyword nor a module. Did you mean "when"?'],
  ],
  ['- win_shell: dir', ['1:3 module/unknown']],
  ['- include_tasks: x.yml', ['1:18 playbook/no-file there is no file "x.yml"']],
  ['- import_tasks: "{{ x }}.yml"', ['1:17 playbook/shape import_tasks is read before']],
  [
    '- include_tasks: x.yml\n  register: r',
    ['1:18 playbook/no-file', '2:3 playbook/unknown-keyword "register" has no meaning on include_tasks'],
  ],
  ['- include_role: x', ['1:17 playbook/shape']],
  ['- meta: clear_host_errors', ['1:9 playbook/unsupported meta does not know']],
  ['- meta: end_plai', ['1:9 playbook/unsupported meta does not know "end_plai". Did you mean "end_play"?']],
  ['- debug: a\n  with_items: [1]', ['2:3 playbook/unsupported']],
  ['- debug: a\n  poll: 0\n  async: 5', ['2:3 playbook/unsupported', '3:3 playbook/unsupported']],
  ['- debug: msg=hello', ['1:10 module/params debug: parameters are not written as msg=value']],
  ['- debug: {mesage: x}', ['1:11 module/params debug: unknown parameter "mesage"']],
  ['- install: {version: 1.20}', ['1:22 module/params install: version must be string']],
  ['- install: {version: a, arch: amd46}', ['1:31 module/params']],
  ['- install: {version: a, force: yes}', ['1:32 module/params']],
  ['- install: {version: a, list: [1, "x"]}', ['1:35 module/params']],
  ['- install: {arch: amd64}', ['1:12 module/params install: parameter "version" is missing']],
  ['- install: {arch: "{{ a }}"}', ['1:12 module/params install: parameter "version" is missing']],
  ['- install: something', ['1:12 playbook/shape']],
  ['- rollback:', ['1:3 playbook/rollback-outside-rescue']],
  ['- block: [{rollback: }]', ['1:12 playbook/rollback-outside-rescue']],
  [
    '- block: []\n  alway: []',
    ['2:3 playbook/unknown-keyword "alway" is not a keyword of a block. Did you mean "always"?'],
  ],
  ['- block: []\n  loop: [1]', ['2:3 playbook/unknown-keyword "loop" does not belong on a block']],
  ['- rescue: []', ['1:3 playbook/shape rescue and always stand beside a block']],
  ['- debug: a\n  when: x is defined', ['2:11 expression/jinja']],
  ['- debug: a\n  when: [ok, "a =="]', ['2:19 expression/condition-syntax']],
  ['- debug: "{{ x | lower }}"', ['1:16 expression/jinja']],
  [
    '- debug: a\n  register: a-b\n  ignore_errors: yes\n  retries: -1\n  timeout: 0',
    ['2:13 playbook/shape', '3:18 playbook/shape', '4:12 playbook/shape', '5:12 playbook/shape'],
  ],
  ['- debug: a\n  loop: 5', ['2:9 playbook/shape']],
  ['- debug: a\n  loop: "a,b"', ['2:9 playbook/shape']],
  ['- debug: a\n  environment: ["A=1"]', ['2:17 playbook/shape']],
  ['- debug: a\n  environment: A=1', ['2:16 playbook/shape']],
  ['- debug: a\n  loop_control: {loop_var: x}', ['2:17 playbook/shape loop_control stands without loop']],
])('the tasks %j are refused', async (source, expected) => {
  expect(await taskErrors(source)).toEqual(expected.map((start) => expect.stringContaining(start)));
});

it.each([
  '- install: {version: "{{ v }}", arch: "{{ a }}", force: "{{ f }}", list: "{{ l }}"}',
  '- install: {version: v, list: [1, "{{ n }}"]}',
  '- install: "{{ everything }}"',
  '- block: [{debug: a}]\n  rescue: [{block: [{rollback: }]}]',
])('the tasks %j are accepted', async (source) => {
  expect(await taskErrors(source)).toEqual([]);
});

it('an undefined name is told with its place and what is near', async () => {
  expect(await taskErrors('- debug: a {{ go_versoin }}\n  when: flga', ['go_version', 'flag'])).toEqual([
    '1:15 expression/undefined-name "go_versoin" is not defined. Did you mean "go_version"?',
    '2:9 expression/undefined-name "flga" is not defined. Did you mean "flag"?',
  ]);
});

it('item is not known without a loop', async () => {
  expect(await taskErrors('- debug: "{{ item }}"', [])).toEqual([
    expect.stringContaining('1:14 expression/undefined-name'),
  ]);
});
