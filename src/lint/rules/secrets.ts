import { isJsonObject } from '../../json.ts';
import type { SourceNode } from '../../source/node.ts';
import { entriesIn, moduleOfTask } from '../lint-file.ts';
import type { Rule } from '../rule.ts';

const secretName = /(?:^|_)(?:password|passwd|passphrase|pass|secret|token|api_?key|private_key)$/i;

export const plaintextPassword: Rule = {
  name: 'plaintext-password',
  doc: 'No password, token or key stands in clear in a file.',
  why: 'Files are copied, mailed and kept in histories; what is in them once stays there.',
  bad: `- name: Log in
  hosts: all
  vars:
    depot_password: hunter2
  tasks:
    - name: Say how long it is
      debug: { msg: "{{ length depot_password }}" }
`,
  good: `- name: Log in
  hosts: all
  vars:
    depot_password: "{{ env 'DEPOT_PASSWORD' }}"
  tasks:
    - name: Say how long it is
      debug: { msg: "{{ length depot_password }}" }
`,
  *check(file, { modules }) {
    const told = new Set<SourceNode>();
    const message = (key: string) =>
      `"${key}" stands in clear; encrypt it (!vault), or take it from the environment, a file or a question.`;
    for (const { key, value } of entriesIn(file.root)) {
      if (!secretName.test(key) || !inClear(value)) continue;
      told.add(value);
      yield { place: value.place, message: message(key) };
    }
    for (const task of file.tasks) {
      const params: object = modules.get(moduleOfTask(task) ?? '')?.definition.params.properties ?? {};
      const given = task.module?.value;
      for (const { key, value } of given?.kind === 'map' ? given.entries : []) {
        const schema = Object.entries(params).find(([name]) => name === key)?.[1];
        if (!isJsonObject(schema) || schema.secret !== true || !inClear(value) || told.has(value)) continue;
        yield { place: value.place, message: message(key) };
      }
    }
  },
};

/** Not a template, not nothing. What is encrypted comes as a template here. */
function inClear(value: SourceNode): boolean {
  return (
    value.kind === 'scalar' &&
    value.value !== null &&
    value.value !== '' &&
    typeof value.value !== 'boolean' &&
    !value.written.includes('{{')
  );
}
