import { connectionVariables } from '../../connection/variables/connection-variables.ts';
import { moduleName } from '../../playbook/ansible/ansible-modules.ts';
import { entriesIn, offsetOf } from '../lint-file.ts';
import type { Rule } from '../rule.ts';

export const shortModuleNames: Rule = {
  name: 'short-module-names',
  doc: 'Modules are called by their short names.',
  why: 'There are no collections here: the words before the dot say nothing.',
  bad: `- name: Say
  hosts: all
  tasks:
    - name: Say hello
      ansible.builtin.debug: { msg: hello }
`,
  good: `- name: Say
  hosts: all
  tasks:
    - name: Say hello
      debug: { msg: hello }
`,
  *check(file) {
    for (const { module } of file.tasks) {
      if (module === undefined || moduleName(module.key) === module.key) continue;
      const start = offsetOf(file, module.keyPlace.position);
      const end = start + module.key.length;
      const isPlain = file.source.text.slice(start, end) === module.key;
      const text = moduleName(module.key);
      yield {
        place: module.keyPlace,
        message: `Write ${text}.`,
        ...(isPlain ? { edits: [{ start, end, text }] } : {}),
      };
    }
  },
};

/** Former names of connection variables, and the present ones. */
const former: ReadonlyMap<string, string> = new Map(
  Object.values(connectionVariables).flatMap(({ names }) => {
    const present = names.find((name) => !/^ansible_ssh_(?:host|port|user|pass|password)$/.test(name));
    return names.flatMap((name): [string, string][] =>
      present !== undefined && /^ansible_ssh_(?:host|port|user|pass|password)$/.test(name)
        ? [[name, present]]
        : [],
    );
  }),
);

export const formerVariables: Rule = {
  name: 'former-variables',
  doc: 'Connection variables are called by their present names.',
  why: 'ansible_ssh_host and the like are names of Ansible 1; where both stand, one of them is overlooked.',
  of: 'inventory',
  bad: `all:
  hosts:
    web1: { ansible_ssh_host: 10.0.0.1 }
`,
  good: `all:
  hosts:
    web1: { ansible_host: 10.0.0.1 }
`,
  *check(file) {
    for (const { key, keyPlace } of entriesIn(file.root)) {
      const text = former.get(key);
      if (text === undefined) continue;
      const start = offsetOf(file, keyPlace.position);
      const end = start + key.length;
      const isPlain = file.source.text.slice(start, end) === key;
      yield {
        place: keyPlace,
        message: `Write ${text}.`,
        ...(isPlain ? { edits: [{ start, end, text }] } : {}),
      };
    }
  },
};
