import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project, type Typed, twoHosts } from './project.ts';

// Modules that need no host: what is tried here is the way from argv to exit code.

/** Types a command line in a folder with `playbooks/p.yml` and `inventories/two.yml`. */
async function type(playbook: string, ...argv: string[]): Promise<Typed & { readonly cwd: string }> {
  const one = await project({ 'playbooks/p.yml': playbook, 'inventories/two.yml': twoHosts });
  return { ...(await one.type(...argv)), cwd: one.cwd };
}

const say = `
- name: Say
  hosts: all
  tasks:
    - name: Say colour
      debug: { msg: "{{ colour }} {{ extra }}" }
`;
const play = ['playbook', 'p.yml', '-i', 'two'];

test('a playbook in playbooks/ runs on an inventory in inventories/', async () => {
  const { exit, out, err } = await type(say, ...play, '-e', 'extra=1.20');
  expect([exit, err]).toEqual(['success', '']);
  expect(out).toContain('Say colour (debug, playbooks/p.yml:5)\n  ok            a1, a2\n');
  expect(out).toContain('red 1.20');
  expect(out).toContain('2 hosts: 2 done, nothing changed');
});

test('the log has the run id in its name and on every line', async () => {
  const { cwd } = await type(say, ...play, '-e', 'extra=x');
  const names = await readdir(join(cwd, '.gorun/logs'));
  const name = names.find((each) => each.endsWith('.log')) ?? '';
  const lines = (await readFile(join(cwd, '.gorun/logs', name), 'utf8')).trimEnd().split('\n');
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ run: name.replace('.log', '') });
});

test('a failed host is the exit code, and what to type next is shown', async () => {
  const playbook = '- hosts: all\n  tasks:\n    - fail: { msg: no }\n      when: colour == "red"\n';
  const { exit, out } = await type(playbook, ...play);
  expect(exit).toBe('failed');
  expect(out).toMatch(/gorun playbook p\.yml -i two --limit @failed:\d{8}-\d{6}-[0-9a-f]{4}\n/);
});

test('a rescued host counts as rolled back, unless it is resolved', async () => {
  const block = (resolved: string): string =>
    `- hosts: a1\n  tasks:\n    - block: [{ fail: { msg: no } }]\n      rescue: [{ debug: { msg: saved } }]\n${resolved}`;
  expect((await type(block(''), ...play)).exit).toBe('rolledBack');
  expect((await type(block('      resolved: true\n'), ...play)).exit).toBe('success');
});

test('--output json tells every event, one a line, in order', async () => {
  const { out } = await type(say, ...play, '-e', 'extra=x', '--output', 'json');
  const events = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect([events[0].type, events.at(-1).type]).toEqual(['run.started', 'run.finished']);
});

test('--limit leaves the other hosts alone, and a limit that fits nothing is an error', async () => {
  const { out } = await type(say, ...play, '-e', 'extra=x', '--limit', 'a2');
  expect(out).toContain('1 host: 1 done');
  expect((await type(say, ...play, '-e', 'extra=x', '--limit', 'nobody')).exit).toBe('inventory');
});

test('--list-hosts and --syntax-check contact nobody and write no log', async () => {
  const { exit, out, cwd } = await type(say, ...play, '-e', 'extra=x', '--list-hosts', '--syntax-check');
  expect([exit, out]).toEqual(['success', 'Say: 2 hosts\n  a1\n  a2\np.yml: 1 play, no errors\n']);
  await expect(readdir(join(cwd, '.gorun'))).rejects.toThrow();
});

test('every mistake of a playbook is shown at once, with its line', async () => {
  const playbook = '- hosts: all\n  tasks:\n    - dbug: { msg: x }\n    - debug: { mgs: x }\n';
  const { exit, err } = await type(playbook, ...play);
  expect(exit).toBe('playbook');
  expect(err).toContain('at playbooks/p.yml:3:7\n');
  expect(err).toContain('at playbooks/p.yml:4:');
  expect(err).toContain('2 errors\n');
});

test('an inventory that is not there is an error of the inventory', async () => {
  expect((await type(say, 'playbook', 'p.yml', '-i', 'tow')).exit).toBe('inventory');
});

test('without an inventory only the syntax can be checked', async () => {
  expect((await type(say, 'playbook', 'p.yml')).exit).toBe('inventory');
  expect((await type(say, 'playbook', 'p.yml', '--syntax-check')).exit).toBe('success');
});

test('one module runs ad hoc, with what it returned', async () => {
  const { exit, out } = await type(say, 'run', 'a1', 'set_fact', 'x=1', '-i', 'two', '--check');
  expect([exit, out.includes('1 host: 1 done')]).toEqual(['success', true]);
});

test('what looks like YAML in an ad-hoc parameter stays a text', async () => {
  const { out } = await type(say, 'run', 'a1', 'debug', 'msg=a: [b, "c"] # d', '-i', 'two');
  expect(out).toContain('a: [b, "c"] # d\n');
});

test('--list-tasks and --list-tags show what the tags choose, without an inventory', async () => {
  const playbook = `
- name: Two
  hosts: all
  tags: play
  tasks:
    - name: "Say {{ colour }}"
      debug: { msg: x }
      tags: [b, a]
    - block:
        - debug: { msg: y }
`;
  const { out } = await type(playbook, 'playbook', 'p.yml', '--list-tasks', '--list-tags');
  expect(out).toBe(
    'Two (all): 2 tasks\n  Say {{ colour }} [play, b, a] (playbooks/p.yml:6)\n' +
      '  debug [play] (playbooks/p.yml:10)\nTwo: a, b, play\n',
  );
  const some = await type(playbook, 'playbook', 'p.yml', '--list-tasks', '--skip-tags', 'a');
  expect(some.out).toBe('Two (all): 1 task\n  debug [play] (playbooks/p.yml:10)\n');
});

const three = `
- hosts: a1
  tasks:
    - { name: One, debug: { msg: 1 } }
    - { name: Two, debug: { msg: 2 } }
    - { name: Three, debug: { msg: 3 } }
`;

test('--start-at-task passes over what stands before', async () => {
  const { out } = await type(three, ...play, '--start-at-task', 'T*o');
  expect([...out.matchAll(/^(\w+) \(debug/gm)].map(([, name]) => name)).toEqual(['Two', 'Three']);
});

test('--step asks before each task, and needs somebody to answer', async () => {
  const one = await project({ 'p.yml': three, 'inventories/two.yml': twoHosts });
  const { out } = await one.answering(['n', 'what?', 'c'], ...play, '--step');
  expect([...out.matchAll(/^(\w+) \(debug/gm)].map(([, name]) => name)).toEqual(['Two', 'Three']);
  expect(await one.type(...play, '--step')).toMatchObject({
    exit: 'usage',
    err: expect.stringContaining('cli/no-answer'),
  });
});

test('a task in a loop is called as it is written', async () => {
  const playbook =
    '- hosts: a1\n  tasks:\n    - { name: "Say {{ item }}", debug: { msg: x }, loop: [1, 2] }\n';
  expect((await type(playbook, ...play)).out).toContain('Say {{ item }} (debug');
});

test.each([[[]], [['--syntax-check']]])(
  'hosts that the inventory lacks are all told with their place %j',
  async (flags) => {
    const playbook = '- hosts: a1\n  tasks: []\n- hosts: a11\n  tasks: []\n- hosts:\n    - b*\n  tasks: []\n';
    const { exit, out, err } = await type(playbook, ...play, ...flags);
    expect([exit, out]).toEqual(['inventory', '']);
    expect(err).toContain(
      'no host or group is named "a11". Did you mean "a1"?\n  at playbooks/p.yml:3:10\n  3 | - hosts: a11\n',
    );
    expect(err).toContain('  at playbooks/p.yml:6:5\n');
    expect(err).toContain('2 errors');
  },
);

test('a play on hosts that an earlier one adds is no error', async () => {
  const playbook =
    '- hosts: a1\n  tasks: [{ add_host: { name: late, groups: [lates] } }]\n- hosts: lates\n  tasks: [{ debug: { msg: here } }]\n';
  expect((await type(playbook, ...play)).exit).toBe('success');
});

const growing = [
  ['a play that adds hosts', '{ add_host: { name: late, groups: [lates] } }'],
  ['an include that is known only in the run', '{ include_tasks: "tasks/{{ inventory_hostname }}.yml" }'],
] as const;

test.each(growing)(
  'a host that is not there is an error before anything runs, also with %s',
  async (_what, task) => {
    const wrong = await type(`- hosts: a11\n  tasks: [${task}]\n`, ...play);
    expect([wrong.exit, wrong.out]).toEqual(['inventory', '']);
    expect(wrong.err).toContain('Did you mean "a1"?\n  at playbooks/p.yml:1:10');
  },
);

test.each(growing)(
  'a limit that names nobody is an error before anything runs, also with %s',
  async (_what, task) => {
    for (const limit of ['a11', 'a1,a11']) {
      const { exit, out, err } = await type(`- hosts: a1\n  tasks: [${task}]\n`, ...play, '-l', limit);
      expect([exit, out]).toEqual(['inventory', '']);
      expect(err).toContain('no host or group is named "a11". Did you mean "a1"?');
    }
  },
);

const broken = {
  'inventories/two.yml':
    'all:\n  hosts: { a1: , a2: { own: "{{ nowhere }}" } }\n  vars: { way: "{{ stop }}", stop: "x{{ nowhere2 }}", unused: "{{ nowhere3 }}" }\n',
  'group_vars/all.yml': 'beside: "{{ nowhere4 }}"\n',
};

test('names that nothing defines are found behind the variables of the inventory that a playbook uses', async () => {
  const one = await project({
    ...broken,
    'p.yml': '- hosts: all\n  tasks:\n    - debug: { msg: "{{ way }} {{ own }} {{ beside }}" }\n',
  });
  const { exit, out, err } = await one.type('playbook', 'p.yml', '-i', 'two', '--syntax-check');
  expect([exit, out]).toEqual(['playbook', '']);
  for (const name of ['nowhere', 'nowhere2', 'nowhere4']) expect(err).toContain(`"${name}" is not defined`);
  expect(err).toContain('  at inventories/two.yml:3:');
  expect(err).toContain('3 errors');
});

test('variables of hosts that no play names, or that something stronger sets, are left alone', async () => {
  const one = await project({
    ...broken,
    'p.yml':
      '- hosts: a1\n  vars: { way: mine }\n  tasks:\n    - debug: { msg: "{{ way }} {{ default own 1 }} {{ beside }}" }\n',
  });
  const { exit, out } = await one.type('playbook', 'p.yml', '-i', 'two', '-e', 'beside=b');
  expect(exit).toBe('success');
  expect(out).toContain('mine 1 b');
});
