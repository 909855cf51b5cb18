import type { SourceNode } from '../../source/node.ts';
import { entryOf, type LintFile, type LintTask, moduleOfTask, offsetOf } from '../lint-file.ts';
import type { Edit, Rule } from '../rule.ts';

/** Tasks whose module says all that a name could. */
const selfSpeaking: ReadonlySet<string | undefined> = new Set(['meta', 'rollback']);

export const nameTasks: Rule = {
  name: 'name-tasks',
  doc: 'Every task has a name.',
  why: 'Reports, the log, --start-at-task and "failed at …" call tasks by their names.',
  bad: `- name: Ask
  hosts: all
  tasks:
    - ping:
`,
  good: `- name: Ask
  hosts: all
  tasks:
    - name: See who answers
      ping:
`,
  *check({ tasks }) {
    for (const task of tasks) {
      if (entryOf(task.node, 'name') || task.module === undefined) continue;
      if (selfSpeaking.has(moduleOfTask(task))) continue;
      yield { place: task.node.place, message: `The task of ${task.module.key} has no name.` };
    }
  },
};

export const namePlays: Rule = {
  name: 'name-plays',
  doc: 'Every play has a name.',
  why: 'Without one it is called by its host pattern, which says where, not what.',
  bad: `- hosts: all
  tasks: []
`,
  good: `- name: Upgrade Go
  hosts: all
  tasks: []
`,
  *check({ plays }) {
    for (const { node } of plays) {
      if (entryOf(node, 'name') || entryOf(node, 'import_playbook')) continue;
      yield { place: node.place, message: 'The play has no name.' };
    }
  },
};

export const keyOrder: Rule = {
  name: 'key-order',
  doc: 'The name of a play, task or block stands first.',
  why: 'Whoever looks for a task looks for its name.',
  bad: `- name: Ask
  hosts: all
  tasks:
    - ping:
      name: See who answers
`,
  good: `- name: Ask
  hosts: all
  tasks:
    - name: See who answers
      ping:
`,
  *check(file) {
    const nodes = [...file.plays.map(({ node }) => node), ...file.tasks.map(({ node }) => node)];
    for (const node of nodes) {
      const name = entryOf(node, 'name');
      if (name === undefined || node.entries[0] === name) continue;
      const edits = nameFirst(file, node, name.keyPlace.position.line, name.value);
      yield { place: name.keyPlace, message: '"name" does not stand first.', ...(edits ? { edits } : {}) };
    }
  },
};

/** Moves the line of the name up; undefined where it shares its line, is longer than one, or a comment belongs to it. */
function nameFirst(
  file: LintFile,
  node: LintTask['node'],
  line: number,
  value: SourceNode,
): readonly Edit[] | undefined {
  const lines = file.source.text.split('\n');
  const first = node.entries[0]?.keyPlace.position;
  const [own = '', above = ''] = [lines[line - 1], lines[line - 2]];
  const indent = /^ */.exec(own)?.[0] ?? '';
  if (first === undefined || first.column !== indent.length + 1 || first.line >= line) return undefined;
  const single = value.kind === 'scalar' && value.style !== 'literal' && value.style !== 'folded';
  const next = node.entries.find(({ keyPlace }) => keyPlace.position.line > line)?.keyPlace.position.line;
  const follows =
    lines
      .slice(line, next === undefined ? undefined : next - 1)
      .join('')
      .trim() === '';
  if (!single || (next !== undefined && !follows) || /^\s*#/.test(above)) return undefined;
  if (
    next === undefined &&
    /^ +\S/.test(lines[line] ?? '') &&
    (/^ */.exec(lines[line] ?? '')?.[0].length ?? 0) > indent.length
  )
    return undefined;
  const from = offsetOf(file, { line, column: 1 });
  const to = Math.min(file.source.text.length, from + own.length + 1);
  const at = offsetOf(file, first);
  return [
    { start: from, end: to, text: '' },
    { start: at, end: at, text: `${own.trim()}\n${indent}` },
  ];
}
