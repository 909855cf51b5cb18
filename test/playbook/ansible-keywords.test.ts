import { describe, expect, it } from 'vitest';
import { ansibleKeywords, ansibleRows } from '../../src/playbook/ansible/ansible-keywords.ts';
import { type Home, keywordsOf } from '../../src/playbook/keywords.ts';
import { errors } from './parsing.ts';

const homes: readonly Home[] = ['play', 'role', 'block', 'task', 'handler'];

/** A playbook with a keyword in its place, and a value that fits none. */
const written: Readonly<Record<Home, (line: string) => string>> = {
  play: (line) => `- hosts: all\n  ${line}`,
  role: (line) => `- hosts: all\n  roles:\n    - role: x\n      ${line}`,
  block: (line) => `- hosts: all\n  tasks:\n    - block: []\n      ${line}`,
  task: (line) => `- hosts: all\n  tasks:\n    - debug: x\n      ${line}`,
  handler: (line) => `- hosts: all\n  handlers:\n    - debug: x\n      ${line}`,
};

describe("Ansible's keywords", () => {
  it.each(ansibleRows().map((row) => [row.keyword, row] as const))(
    '%s has an answer',
    (_name, { here, how }) => {
      if (here === 'same') expect(how).toBe('');
      else expect(how.length).toBeGreaterThan(10);
    },
  );

  it.each(homes)('stand on a %s here where they do there, or are answered with what to do', async (home) => {
    const here = new Set<string>(keywordsOf(home));
    for (const keyword of ansibleKeywords[home]) {
      if (here.has(keyword)) continue;
      const told = await errors(written[home](`${keyword}: x`));
      expect(told.join('\n'), keyword).toContain(
        `playbook/unsupported "${keyword}" is not part of gorun's language`,
      );
    }
  });
});
