import type { MapEntry } from '../../source/node.ts';
import { entriesIn, entryOf, itemsOf, valueAt } from '../lint-file.ts';
import type { Rule } from '../rule.ts';

/** Variables that gorun itself reads. */
const ofGorun = /^(?:ansible_|gorun_)/;

export const unusedRegister: Rule = {
  name: 'unused-register',
  doc: 'What is registered is used.',
  why: 'Whoever reads register looks for where it matters.',
  bad: `- name: Ask
  hosts: all
  tasks:
    - name: See who answers
      ping:
      register: answer
`,
  good: `- name: Ask
  hosts: all
  tasks:
    - name: See who answers
      ping:
      register: answer
    - name: Say so
      debug: { msg: "{{ answer.changed }}" }
`,
  *check({ tasks }, { isWritten }) {
    for (const { node } of tasks) {
      const value = valueAt(node, 'register');
      if (value?.kind !== 'scalar' || isWritten(value.written, 1)) continue;
      // Registered to be looked at by hand where failures are ignored.
      if (entryOf(node, 'ignore_errors')) continue;
      yield { place: value.place, message: `"${value.written}" is registered and never used.` };
    }
  },
};

export const unusedVariable: Rule = {
  name: 'unused-variable',
  doc: 'Variables of plays, blocks and tasks are used.',
  why: 'A variable that nobody reads is a leftover, or its name is misspelt where it is used.',
  bad: `- name: Greet
  hosts: all
  vars: { greeting: Hello, greting: Good day }
  tasks:
    - name: Greet
      debug: { msg: "{{ greeting }}" }
`,
  good: `- name: Greet
  hosts: all
  vars: { greeting: Hello }
  tasks:
    - name: Greet
      debug: { msg: "{{ greeting }}" }
`,
  *check(file, { isWritten }) {
    const homes = [...file.plays.map(({ node }) => node), ...file.tasks.map(({ node }) => node)];
    const defined = homes.flatMap((node): readonly MapEntry[] => {
      const vars = valueAt(node, 'vars');
      return vars?.kind === 'map' ? vars.entries : [];
    });
    for (const { key, keyPlace } of defined) {
      const times = defined.filter((one) => one.key === key).length;
      if (ofGorun.test(key) || isWritten(key, times)) continue;
      yield { place: keyPlace, message: `The variable "${key}" is never used.` };
    }
  },
};

export const unusedHandler: Rule = {
  name: 'unused-handler',
  doc: 'Every handler is notified by some task.',
  why: 'A handler that nobody notifies never runs.',
  bad: `- name: Tidy
  hosts: all
  tasks: []
  handlers:
    - name: Say so
      debug: { msg: tidied }
`,
  good: `- name: Tidy
  hosts: all
  tasks:
    - name: Keep PATH tidy
      env_path: { scope: machine, tidy: true }
      notify: Say so
  handlers:
    - name: Say so
      debug: { msg: tidied }
`,
  *check(file, { isWritten }) {
    for (const { node } of file.plays) {
      const notified = [...entriesIn(node)].filter(({ key }) => key === 'notify').map(({ value }) => value);
      const named = notified.flatMap((value) => (value.kind === 'list' ? value.items : [value]));
      const names = named.flatMap((value) => (value.kind === 'scalar' ? [value.written] : []));
      // With templates in names nobody can tell.
      if (names.some((name) => name.includes('{{'))) continue;
      for (const handler of itemsOf(valueAt(node, 'handlers'))) {
        const name = valueAt(handler, 'name');
        if (name?.kind !== 'scalar' || entryOf(handler, 'listen') || names.includes(name.written)) continue;
        // Tasks of other files may notify it.
        if (isWritten(name.written, 1)) continue;
        yield { place: name.place, message: `No task notifies the handler "${name.written}".` };
      }
    }
  },
};
