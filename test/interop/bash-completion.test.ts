import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { project } from '../cli/project.ts';

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

describe('bash', () => {
  /** Presses Tab at the end of a line in a real bash, as its readline would call the function. */
  async function tab(line: string): Promise<string[]> {
    const one = await project(files);
    const bin = resolve(import.meta.dirname, '../..');
    // readline divides words at these, too.
    const words = line
      .split(/(?<=[:=])|(?=[:=])|\s+/)
      .filter((word, index, all) => word !== '' || index === all.length - 1);
    const script = `
source <(gorun completion bash)
complete -p gorun >/dev/null || exit 9
COMP_LINE=$1 COMP_POINT=\${#1}; shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_gorun
printf '%s\\n' "\${COMPREPLY[@]}"
`;
    const { stdout } = await promisify(execFile)('bash', ['--norc', '-c', script, 'bash', line, ...words], {
      cwd: one.cwd,
      env: { ...process.env, PATH: `${bin}:${process.env.PATH ?? ''}` },
    });
    return stdout.split('\n').filter((word) => word !== '');
  }

  test('offers commands and hosts, and names with spaces quoted', async () => {
    const [commands, hosts, tasks] = await Promise.all([
      tab('gorun play'),
      tab('gorun playbook upgrade.yml -i prod --limit web'),
      tab('gorun playbook upgrade.yml --start-at-task S'),
    ]);
    expect(commands).toEqual(['playbook']);
    expect(hosts).toEqual(['web', 'web1', 'web2']);
    expect(tasks).toEqual(['Say\\ hello']);
  });

  test('offers only what is missing after a colon', async () => {
    expect(await tab('gorun playbook upgrade.yml -i prod --limit @failed:la')).toEqual(['last']);
  });
});
