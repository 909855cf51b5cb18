import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { ansibleKeywords } from '../../src/playbook/ansible/ansible-keywords.ts';

/** What the classes of the installed ansible-core take. */
const program = `
import json
from ansible.playbook.play import Play
from ansible.playbook.block import Block
from ansible.playbook.task import Task
from ansible.playbook.role.include import RoleInclude
from ansible.playbook.handler import Handler
homes = {"play": Play, "role": RoleInclude, "block": Block, "task": Task, "handler": Handler}
print(json.dumps({home: [name for name, field in kind.fattributes.items() if not field.private] for home, kind in homes.items()}))
`;

it('knows every keyword of the installed ansible-core', () => {
  const told: Record<string, string[]> = JSON.parse(
    execFileSync('/usr/bin/python3', ['-c', program], { encoding: 'utf8' }),
  );
  for (const [home, names] of Object.entries(ansibleKeywords)) {
    // `role` is the name of the role itself; `async_val` the other name of `async`.
    const missing = (told[home] ?? []).filter(
      (name) => !names.includes(name) && name !== 'role' && name !== 'async_val',
    );
    expect(missing, home).toEqual([]);
  }
});
