import { describe, expect, test } from 'vitest';
import { Lab } from './fake/run.ts';
import { runYaml } from './fake/yaml.ts';

/** `host: what it said` of every `say`. */
function said(ran: Awaited<ReturnType<typeof runYaml>>): string[] {
  return ran.finished
    .filter(({ result }) => result.message !== undefined && !result.message.startsWith('included'))
    .map(({ host, result }) => `${host}: ${result.message}`);
}

describe('include_tasks', () => {
  test('asks each host whether and what to include; hosts with the same file go through it together', async () => {
    const ran = await runYaml(new Lab('a', 'b', 'c'), {
      'play.yml': `
- hosts: all
  tasks:
    - include_tasks: "{{ inventory_hostname }}.yml"
      when: inventory_hostname != 'c'
    - say: {msg: end}
`,
      'a.yml': '- say: {msg: own a}\n- say: {msg: second a}\n',
      'b.yml': '- say: {msg: own b}\n',
    });
    expect(said(ran)).toEqual(['a: own a', 'a: second a', 'b: own b', 'a: end', 'b: end', 'c: end']);
  });

  test('runs once per item, with the item and its own variables, which win over facts', async () => {
    const ran = await runYaml(new Lab('a'), {
      'play.yml': `
- hosts: all
  tasks:
    - set_fact: {v: fact}
    - include_tasks: more.yml
      loop: [x, y]
      vars: {v: "{{ item }} of {{ inventory_hostname }}"}
    - say: {msg: "{{ v }}"}
`,
      'more.yml': '- say: {msg: "{{ v }}"}\n',
    });
    expect(said(ran)).toEqual(['a: x of a', 'a: y of a', 'a: fact']);
  });

  test('gives its condition to the include only; apply and blocks around it reach the tasks', async () => {
    const ran = await runYaml(new Lab('a'), {
      'play.yml': `
- hosts: all
  tasks:
    - include_tasks: {file: more.yml, apply: {when: "inventory_hostname != 'other'", ignore_errors: true}}
      when: go_on
      vars: {go_on: true}
    - block:
        - include_tasks: more.yml
      when: false
`,
      'more.yml': '- set_fact: {go_on: false}\n- fail: {}\n- say: {msg: still here}\n',
    });
    expect(ran.lines.slice(1)).toEqual([
      'a set_fact: ok',
      'a fail: ignored',
      'a say: ok',
      'a more.yml: skipped',
    ]);
  });

  test('may include itself as long as its condition lets it end', async () => {
    const ran = await runYaml(new Lab('a'), {
      'play.yml': '- hosts: all\n  tasks:\n    - include_tasks: down.yml\n      vars: {n: [1, 2, 3]}\n',
      'down.yml': `
- say: {msg: "{{ length n }}"}
- include_tasks: down.yml
  when: size(n) < 5
  vars: {n: [1, 2, 3, 4, 5]}
`,
    });
    expect(said(ran)).toEqual(['a: 3', 'a: 5']);
  });

  test('a file that is not there, or is wrong, fails the hosts that wanted it, with its place', async () => {
    const ran = await runYaml(new Lab('a', 'b'), {
      'play.yml':
        '- hosts: all\n  tasks:\n    - include_tasks: "{{ inventory_hostname }}.yml"\n    - say: {msg: on}\n',
      'b.yml': '- sya: {}\n',
    });
    expect(ran.lines).toEqual(['a include_tasks: failed', 'b include_tasks: failed']);
    expect(ran.result('include_tasks', 'a').failure).toMatchObject({ code: 'playbook/no-file' });
    expect(ran.result('include_tasks', 'b').message).toContain(
      'b.yml:1:3: "sya" is neither a keyword nor a module',
    );
  });

  test('rollback takes back what included tasks applied', async () => {
    const lab = new Lab('a');
    lab.host('a').values.set('k', 'old');
    const ran = await runYaml(lab, {
      'play.yml': `
- hosts: all
  tasks:
    - block:
        - include_tasks: more.yml
        - fail: {}
      rescue:
        - rollback:
`,
      'more.yml': '- keep: {key: k, value: new}\n',
    });
    expect(ran.lines).toEqual(['a more.yml: ok', 'a keep: changed', 'a fail: failed', 'a rollback: changed']);
    expect(lab.host('a').values.get('k')).toBe('old');
  });
});

describe('roles', () => {
  const role = {
    'roles/web/tasks/main.yml':
      '- say: {msg: "{{ role_name }} {{ size }} {{ port }}"}\n- keep: {key: k, value: v}\n  notify: restart\n',
    'roles/web/handlers/main.yml': '- name: restart\n  say: {msg: "restart {{ size }}"}\n',
    'roles/web/defaults/main.yml': 'size: small\nzone: nowhere\n',
    'roles/web/vars/main.yml': 'port: 80\n',
    'roles/web/meta/main.yml': 'dependencies: [base]\n',
    'roles/base/tasks/main.yml': '- say: {msg: "base {{ zone }}"}\n',
  };

  test('bring dependencies, defaults, variables and handlers; each runs once', async () => {
    const ran = await runYaml(new Lab('a'), {
      ...role,
      'play.yml': `
- hosts: all
  vars: {port: 1}
  pre_tasks: [{say: {msg: pre}}]
  roles: [web, base, {role: web, size: large}]
  tasks: [{say: {msg: "{{ size }} {{ port }}"}}]
`,
    });
    expect(said(ran)).toEqual([
      'a: pre',
      'a: base one',
      'a: web small 80',
      'a: web large 80',
      'a: small 80',
      'a: restart large',
    ]);
  });

  test('can be imported, and included with variables and a file of its own', async () => {
    const ran = await runYaml(new Lab('a'), {
      ...role,
      'roles/web/tasks/other.yml': '- say: {msg: "other {{ size }}"}\n',
      'play.yml': `
- hosts: all
  tasks:
    - include_role: {name: web, tasks_from: other}
      vars: {size: huge}
    - say: {msg: "{{ default size 'gone' }}"}
    - import_role: {name: web, tasks_from: other}
`,
    });
    // An imported role's defaults hold in the whole play, an included one's do not.
    expect(said(ran)).toEqual(['a: base one', 'a: other huge', 'a: small', 'a: other small']);
  });
});
