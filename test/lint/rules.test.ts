import { describe, expect, test } from 'vitest';
import { fixed } from '../../src/lint/fix.ts';
import { ruleFindings } from '../../src/lint/lint.ts';
import { parseLintFile } from '../../src/lint/read-file.ts';
import { rules } from '../../src/lint/rules/all.ts';
import { Words } from '../../src/lint/words.ts';
import { parsePlaybook } from '../../src/playbook/load.ts';
import { registryFor } from '../../src/run/registry.ts';

const modules = await registryFor('/nowhere', '/nowhere', []);

/** What all rules find in a text. */
async function found(path: string, text: string) {
  const file = await parseLintFile(path, text);
  if (file === undefined) throw new Error(`nothing to lint in:\n${text}`);
  const words = new Words();
  words.add(text);
  return ruleFindings(file, rules, { modules, isWritten: (name, times) => words.count(name) > times });
}

const names = async (text: string, path = 'playbooks/p.yml') =>
  (await found(path, text)).map(({ rule }) => rule);

describe.each(rules.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  const path = rule.of === 'inventory' ? 'inventories/i.yml' : 'playbooks/p.yml';

  test('finds fault with the bad example, and with nothing else in it', async () => {
    expect(await names(rule.bad, path)).toEqual([name]);
  });

  test('is content with the good example, and so are all others', async () => {
    expect(await names(rule.good, path)).toEqual([]);
  });

  test('has examples that are right playbooks, where it is about playbooks', async () => {
    const playbooks = rule.of === undefined ? [rule.bad, rule.good] : [];
    for (const text of playbooks) await parsePlaybook(text, '/p.yml', { modules });
  });

  test('mends the bad example where it says so, once and for all', async () => {
    const findings = await found(path, rule.bad);
    const { text, count } = fixed(rule.bad, findings);
    if (count === 0) return;
    expect(await names(text, path)).toEqual([]);
  });
});

const task = (lines: string): string => `- name: P\n  hosts: all\n  tasks:\n${lines}`;

/** The text after --fix. */
async function mended(text: string, path = 'playbooks/p.yml'): Promise<string> {
  let present = text;
  for (let round = 0; round < 3; round++) present = fixed(present, await found(path, present)).text;
  return present;
}

test('a fix keeps comments and layout', async () => {
  const text = task(`    # Why we ask
    - ansible.builtin.debug: # short
        msg: "x"   # odd spaces
      name: Ask
      when:    'gorun_check_mode == true'   # so
`);
  expect(await mended(text)).toBe(
    task(`    # Why we ask
    - name: Ask
      debug: # short
        msg: "x"   # odd spaces
      when:    gorun_check_mode   # so
`),
  );
});

test.each([
  ['a comment above the name', '    - ping:\n      # called so\n      name: Ask\n'],
  ['a name of several lines', '    - ping:\n      name: >-\n        Ask\n        them\n'],
  ['a mapping on one line', '    - { ping: , name: Ask }\n'],
])('%s is left to a person', async (_what, lines) => {
  expect(await mended(task(lines))).toBe(task(lines));
});

test('an inventory keeps its own names beside those that are mended', async () => {
  const text = 'all:\n  vars:\n    ansible_ssh_user: me # who\n    ansible_ssh_common_args: -J x\n';
  expect(await mended(text, 'inventories/i.yml')).toBe(text.replace('ansible_ssh_user', 'ansible_user'));
});

describe('noqa', () => {
  const bad = (line: string, key: string) =>
    `- name: P\n  hosts: all\n  tasks:\n    - ping: ${line}\n      register: a ${key}\n`;

  test('switches off a rule on its line, or on the first line of the task', async () => {
    expect(await names(bad('', ''))).toEqual(['name-tasks', 'unused-register']);
    expect(await names(bad('', '# noqa: unused-register'))).toEqual(['name-tasks']);
    expect(await names(bad('# noqa: unused-register, name-tasks', ''))).toEqual([]);
    expect(await names(bad('# noqa', ''))).toEqual([]);
  });

  test('does not reach the next task', async () => {
    const text = `${bad('# noqa', '')}    - ping:\n`;
    expect(await names(text)).toEqual(['name-tasks']);
  });
});

test('what is encrypted is not in clear, and needs no key', async () => {
  const text = 'all:\n  vars:\n    ansible_password: !vault |\n      $ANSIBLE_VAULT;1.1;AES256\n      6162\n';
  expect(await names(text, 'inventories/i.yml')).toEqual([]);
  expect(await names('all:\n  vars:\n    ansible_password: x\n', 'inventories/i.yml')).toEqual([
    'plaintext-password',
  ]);
});

test.each(['schtasks /create /tn x', 'powershell -Command Register-ScheduledTask'])(
  'a task that is scheduled by %s is one for the module',
  async (command) => {
    const text = `- hosts: all\n  tasks:\n    - name: Schedule\n      win_command: ${command}\n      changed_when: true\n`;
    const findings = await found('playbooks/p.yml', text);
    expect(findings.map(({ message }) => message).join()).toContain('win_scheduled_task');
  },
);

test.each([
  ['shell: { cmd: systemctl restart agent }', 'service'],
  ['command: { cmd: mkdir -p /srv/x }', 'file'],
  ['shell: { cmd: "sed -i s/a/b/ /etc/x" }', 'line_in_file'],
  ['command: { argv: [curl, -o, /tmp/x, "http://x"] }', 'get_url'],
  ['command: { cmd: reboot }', 'reboot'],
  ['command: { cmd: /opt/tool/rm-all }', undefined],
])('of %s it says that %s does this', async (task, module) => {
  const text = `- name: A\n  hosts: all\n  tasks:\n    - name: B\n      ${task}\n      changed_when: false\n`;
  const said = (await found('playbooks/p.yml', text)).map(({ message }) => message);
  expect(said).toEqual(module === undefined ? [] : [`The module ${module} does this.`]);
});
