import { describe, expect, it } from 'vitest';
import { createScope } from '../../src/expression/scope.ts';
import { errors, parse, play, tasks } from './parsing.ts';

const empty = createScope([]);

describe('a play', () => {
  it('has what its keywords say', async () => {
    expect(
      await play(`
- name: Upgrade
  hosts: [windows, "!broken"]
  gather_facts: false
  serial: [1, "50%"]
  max_fail_percentage: 20
  any_errors_fatal: true
  tags: [a, b]
  vars: {x: 1}
  pre_tasks: [{debug: one}]
  post_tasks: [{debug: two}]
`),
    ).toMatchObject({
      name: 'Upgrade',
      hosts: 'windows,!broken',
      serial: [{ hosts: 1 }, { percent: 50 }],
      maxFailPercentage: 20,
      anyErrorsFatal: true,
      tags: ['a', 'b'],
      vars: { x: 1 },
      preTasks: [{ id: '0.pre_tasks.0' }],
      tasks: [],
      postTasks: [{ id: '0.post_tasks.0' }],
    });
  });

  it.each([
    ['2', [{ hosts: 2 }]],
    ['"30%"', [{ percent: 30 }]],
    ['[1, 5, 100%]', [{ hosts: 1 }, { hosts: 5 }, { percent: 100 }]],
  ])('takes serial: %s', async (serial, expected) => {
    expect((await play(`- hosts: all\n  serial: ${serial}`)).serial).toEqual(expected);
  });

  it.each(['0', '-1', '"0%"', '"101%"', '{}', 'many', '1.5'])('refuses serial: %s', async (serial) => {
    expect(await errors(`- hosts: all\n  serial: ${serial}`)).toEqual([
      expect.stringContaining('2:11 playbook/shape'),
    ]);
  });
});

describe('a task', () => {
  it('has what its keywords say', async () => {
    const [task] = await tasks(`
- name: "Install {{ v }}"
  install: {version: "{{ v }}", arch: amd64}
  when: [a == 1, b]
  register: result
  loop: [1, "{{ v }}"]
  loop_control: {loop_var: one, index_var: at, label: "{{ one }}"}
  until: result.rc == 0
  delay: 1
  failed_when: result.rc > 1
  changed_when: [false, true]
  ignore_errors: true
  run_once: true
  timeout: 60
  no_log: true
  tags: x, y
  vars: {v: "1.21.0"}`);
    expect(task).toMatchObject({
      position: { file: 'play.yml', line: 4 },
      id: '0.tasks.0',
      module: 'install',
      register: 'result',
      loop: { variable: 'one', indexVariable: 'at' },
      retries: 3,
      delay: 1,
      ignoreErrors: true,
      runOnce: true,
      timeout: 60,
      noLog: true,
      tags: ['x', 'y'],
    });
    expect(task?.when.map(({ text }) => text)).toEqual(['a == 1', 'b']);
    expect(task?.changedWhen?.map((one) => one.evaluate(empty))).toEqual([false, true]);
    const scope = createScope([task?.vars ?? {}]);
    expect(task?.name.render(scope)).toBe('Install 1.21.0');
    expect(task?.params.render(scope)).toEqual({ version: '1.21.0', arch: 'amd64' });
    expect(task?.loop?.items.render(scope)).toEqual([1, '1.21.0']);
  });

  it('is named after its module where it has no name, and has the usual defaults', async () => {
    const [task] = await tasks('- go_fact:');
    expect(task?.name.render(empty)).toBe('go_fact');
    expect(task?.params.render(empty)).toEqual({});
    expect(task).toMatchObject({ retries: 0, when: [], tags: [], ignoreErrors: false, loop: undefined });
  });

  it.each([
    ['- debug: hello', { msg: 'hello' }],
    ['- ansible.builtin.debug: {msg: hello}', { msg: 'hello' }],
    ['- set_fact: {a: 1}', { a: 1 }],
  ])('may be written as people do: %s', async (source, expected) => {
    expect((await tasks(source))[0]?.params.render(empty)).toEqual(expected);
  });
});

describe('a block', () => {
  it('hands its keywords down, and its conditions come first', async () => {
    const [inner, outer, rescue] = await tasks(`
- when: a
  tags: [x]
  vars: {p: 1, q: 1}
  ignore_errors: true
  no_log: true
  timeout: 5
  block:
    - when: b
      tags: y
      vars: {q: 2}
      block:
        - debug: one
          when: c
          ignore_errors: false
    - debug: two
  rescue:
    - rollback:`);
    expect(inner?.when.map(({ text }) => text)).toEqual(['a', 'b', 'c']);
    expect(inner).toMatchObject({
      tags: ['x', 'y'],
      vars: { p: 1, q: 2 },
      ignoreErrors: false,
      noLog: true,
      timeout: 5,
      id: '0.tasks.0.block.0.block.0',
    });
    expect(outer).toMatchObject({ ignoreErrors: true, vars: { p: 1, q: 1 } });
    expect(rescue).toMatchObject({ id: '0.tasks.0.rescue.0', module: 'rollback' });
    expect(rescue?.when.map(({ text }) => text)).toEqual(['a']);
  });

  it('says whether a rescued host is good again', async () => {
    const source = '- hosts: all\n  tasks:\n    - block: [{debug: a}]\n      rescue: [{debug: b}]\n';
    expect((await play(source)).tasks).toMatchObject([{ kind: 'block', resolved: false }]);
    expect((await play(`${source}      resolved: true\n`)).tasks).toMatchObject([
      { kind: 'block', resolved: true },
    ]);
  });
});

describe('handlers', () => {
  it('are notified by their names and by what they listen to', async () => {
    const { handlers, tasks: own } = await play(`
- hosts: all
  tasks:
    - debug: a
      notify: [tidy up, changed]
  handlers:
    - name: tidy up
      debug: b
    - name: other
      listen: changed
      debug: c
`);
    const [task] = own;
    const notified = task?.kind === 'task' ? task.notify.map((name) => name.render(empty)) : [];
    expect(notified).toEqual(['tidy up', 'changed']);
    expect(handlers).toMatchObject([{ id: '0.handlers.0' }, { listen: ['changed'] }]);
  });
});

describe('names', () => {
  it('of vars, registers, loops, facts, inventory and gorun itself are known', async () => {
    const source = `
- hosts: all
  vars: {a: "{{ from_inventory }}"}
  tasks:
    - debug: "{{ a }} {{ item }} {{ inventory_hostname }} {{ run_id }}"
      loop: [1]
      register: r
    - set_fact: {f: 1}
    - go_fact:
    - debug: "{{ f }} {{ go.version }} {{ default nowhere 1 }}"
      when: r.changed && !defined(nowhere)
      vars: {own: 1}
`;
    await expect(parse(source, ['from_inventory'])).resolves.toBeDefined();
    expect(await errors(source, [])).toEqual([
      expect.stringContaining('3:17 expression/undefined-name "from_inventory" is not defined'),
    ]);
  });

  it('are not asked after where nothing is known of the inventory', async () => {
    expect(await errors('- hosts: all\n  tasks: [{debug: "{{ x }}"}]')).toEqual([]);
  });
});
