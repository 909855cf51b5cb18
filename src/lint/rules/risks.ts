import { entryOf, moduleOfTask, valueAt } from '../lint-file.ts';
import type { Rule } from '../rule.ts';

/** Modules that do no harm. */
const harmless: ReadonlySet<string | undefined> = new Set(
  'assert debug fail go_version_fact include_vars meta pause ping set_fact stat uri verify win_wait_for'.split(
    ' ',
  ),
);

export const riskyIgnoreErrors: Rule = {
  name: 'risky-ignore-errors',
  doc: 'ignore_errors stands only where the result is looked at, or nothing is changed.',
  why: 'Whatever goes wrong is passed over, also what nobody thought of. failed_when says what is no failure.',
  bad: `- name: Tidy
  hosts: all
  tasks:
    - name: Keep PATH tidy
      env_path: { scope: machine, tidy: true }
      ignore_errors: true
`,
  good: `- name: Tidy
  hosts: all
  tasks:
    - name: Keep PATH tidy
      env_path: { scope: machine, tidy: true }
      ignore_errors: true
      register: tidied
    - name: Say so
      debug: { msg: "{{ tidied.changed }}" }
`,
  *check({ tasks }) {
    for (const task of tasks) {
      const entry = entryOf(task.node, 'ignore_errors');
      if (entry?.value.kind !== 'scalar' || entry.value.value !== true) continue;
      if (entryOf(task.node, 'register') || harmless.has(moduleOfTask(task))) continue;
      yield { place: entry.keyPlace, message: 'Every failure is ignored, and nobody looks at the result.' };
    }
  },
};

export const riskyCheckMode: Rule = {
  name: 'risky-check-mode',
  doc: 'check_mode: false stands only on what changes nothing.',
  why: 'Such a task really runs with --check.',
  bad: `- name: Tidy
  hosts: all
  tasks:
    - name: Keep PATH tidy
      env_path: { scope: machine, tidy: true }
      check_mode: false
`,
  good: `- name: Look
  hosts: all
  tasks:
    - name: Ask git
      win_command: { argv: [git, --version] }
      changed_when: false
      check_mode: false
`,
  *check({ tasks }) {
    for (const task of tasks) {
      const entry = entryOf(task.node, 'check_mode');
      if (entry?.value.kind !== 'scalar' || entry.value.value !== false) continue;
      const changes = valueAt(task.node, 'changed_when');
      const says = changes?.kind === 'scalar' && changes.value === false;
      if (says || task.module === undefined || harmless.has(moduleOfTask(task))) continue;
      yield { place: entry.keyPlace, message: `${task.module.key} really runs with --check.` };
    }
  },
};

export const runOnceInBatches: Rule = {
  name: 'run-once-in-batches',
  doc: 'run_once does not stand in a play with serial.',
  why: 'It runs once for each batch, which is seldom what was meant; a play of its own before runs once.',
  bad: `- name: Tell
  hosts: all
  serial: 2
  tasks:
    - name: Tell the channel
      debug: { msg: x }
      run_once: true
`,
  good: `- name: Tell
  hosts: all
  tasks:
    - name: Tell the channel
      debug: { msg: x }
      run_once: true
`,
  *check({ tasks }) {
    for (const { node, play } of tasks) {
      const once = entryOf(node, 'run_once');
      if (once?.value.kind !== 'scalar' || once.value.value !== true) continue;
      if (entryOf(play, 'serial'))
        yield { place: once.keyPlace, message: 'This runs once for each batch of serial.' };
    }
  },
};
