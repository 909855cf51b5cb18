import { expect, test } from 'vitest';
import { splitLine } from '../../src/cli/completion/split-line.ts';
import { project } from './project.ts';

const playbook = `
- name: P
  hosts: all
  tasks:
    - { name: Say hello, debug: { msg: x }, tags: [greet, loud] }
    - { name: Ask, ping: , tags: [ask] }
`;
const files = {
  'playbooks/upgrade.yml': playbook,
  'inventories/prod.yml': 'web: { hosts: { web1: , web2: } }\ndb: { hosts: { db1: } }\n',
};

async function offered(line: string): Promise<string[]> {
  const one = await project(files);
  const { out } = await one.type('complete', line);
  return out.split('\n').flatMap((row) => (row === '' ? [] : [row.split('\t')[0] ?? '']));
}

test.each([
  ['gorun pl', ['playbook']],
  ['gorun depot ', ['serve', 'add', 'list']],
  ['gorun playbook --li', ['--limit', '--list-hosts', '--list-tasks', '--list-tags']],
  ['gorun playbook up', ['upgrade.yml']],
  ['gorun playbook upgrade.yml -i ', ['prod']],
  ['gorun playbook upgrade.yml -i prod --output ', ['tree', 'plain', 'json']],
  ['gorun playbook upgrade.yml -i prod --limit web', ['web', 'web1', 'web2']],
  ['gorun playbook upgrade.yml -i prod --limit web1,d', ['web1,db', 'web1,db1']],
  ['gorun playbook upgrade.yml -i prod --limit @', ['@failed:last']],
  ['gorun playbook upgrade.yml --tags greet,', ['greet,greet', 'greet,loud', 'greet,ask']],
  ['gorun playbook upgrade.yml --start-at-task ', ['Say hello', 'Ask']],
  ['gorun run web1 env_p', ['env_path']],
  ['gorun run web1 env_path sc', ['scope=']],
  ['gorun explain max_', ['max_fail_percentage']],
  ['gorun completion ', ['bash', 'zsh', 'fish']],
  ['gorun lint --only name-', ['name-tasks', 'name-plays']],
  ['gorun playbook nowhere.yml --tags ', []],
])('"%s" offers %j', async (line, words) => {
  expect(await offered(line)).toEqual(words);
});

test.each([
  ['gorun playbook "a b" -l web', ['playbook', 'a b', '-l'], 'web'],
  ['gorun run x\\ y ', ['run', 'x y'], ''],
  ["gorun run 'open quo", ['run'], 'open quo'],
])('%j is divided as a shell does', (line, before, current) => {
  expect(splitLine(line)).toEqual({ before, current });
});
