import { describe, expect, test } from 'vitest';
import { topics, topicsOf } from '../../src/explain/explain.ts';
import { project } from './project.ts';

test.each([
  ['serial', 'serial (keyword)\nBatches'],
  ['env_path', 'env_path (windows, posix)\n'],
  ['join', 'join (helper of templates'],
  ['playbook/shape', 'Exit code 6'],
  ['name-tasks', '# instead of\n  - name: Ask'],
  ['async', 'async (keyword of Ansible, not here)\nLong steps'],
  ['ansible_ssh_host', 'ansible_host (connection variable)'],
  ['GORUN_FORKS', 'forks (setting of gorun.config.yml)'],
  ['host.task.finished', 'event of --output json'],
  ['130', 'Stopped by Ctrl-C, or by the signals TERM and HUP.'],
  ['&&', 'a && b'],
  ['goVersion', 'function of conditions'],
  ['hostvars', 'hostvars (variable that is always there)'],
  ['loop_control.until', 'ends the loop'],
  ['index_var', 'loop_control.index_var (part of loop_control)'],
  ['include_tasks', '- include_tasks: FILE.yml'],
  ['with_dict', 'dict2items'],
  ['end_host', '- meta: end_host'],
])('explains %s', async (word, expected) => {
  expect(await (await project()).type('explain', word)).toMatchObject({
    exit: 'success',
    out: expect.stringContaining(expected),
  });
});

test('a word with several meanings is explained in all of them', async () => {
  const { out } = await (await project()).type('explain', 'diff');
  expect(out).toMatch(/diff \(keyword\).*diff \(setting/s);
});

test('a misspelt word is answered with the right one', async () => {
  expect(await (await project()).type('explain', 'seriel')).toMatchObject({
    exit: 'usage',
    err: expect.stringContaining('Nothing here is called "seriel". Did you mean "serial"?'),
  });
});

test('a narrow terminal gets narrow lines', async () => {
  const { out } = await (await project({}, 40)).type('explain', 'max_fail_percentage');
  expect(out.split('\n').filter((line) => line.length > 40)).toEqual([]);
});

describe('every topic', () => {
  test('is found by its word, and says something', () => {
    const all = topics();
    expect(all.length).toBeGreaterThan(250);
    for (const topic of all) {
      expect(topicsOf(topic.word)).toContainEqual(topic);
      expect(topic.lines.join('').length).toBeGreaterThan(5);
    }
  });
});
