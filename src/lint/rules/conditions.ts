import type { SourceNode } from '../../source/node.ts';
import { entryOf, type LintFile, offsetOf } from '../lint-file.ts';
import type { Edit, Found, Rule } from '../rule.ts';

const conditional = ['when', 'until', 'failed_when', 'changed_when'] as const;

type ConditionNode = SourceNode & { readonly kind: 'scalar' };

/** Every condition of the tasks, one by one. */
function* conditionsOf(file: LintFile): Generator<{ key: string; node: ConditionNode }> {
  for (const { node } of file.tasks)
    for (const key of conditional) {
      const value = entryOf(node, key)?.value;
      for (const each of value?.kind === 'list' ? value.items : value === undefined ? [] : [value])
        if (each.kind === 'scalar') yield { key, node: each };
    }
}

/** Puts another text in the place of a condition that stands on one line. */
function replaced(file: LintFile, node: ConditionNode, text: string): readonly Edit[] | undefined {
  if (node.style === 'literal' || node.style === 'folded') return undefined;
  const start = offsetOf(file, node.place.position);
  const { text: all } = file.source;
  const quote = node.style === 'double' ? '"' : node.style === 'single' ? "'" : '';
  const end = start + node.written.length + 2 * quote.length;
  // Escapes make the text in the file longer than its value: then a person has to do it.
  if (all.slice(start, end) !== `${quote}${node.written}${quote}`) return undefined;
  return [{ start, end, text }];
}

function found(file: LintFile, node: ConditionNode, message: string, better?: string): Found {
  const edits = better === undefined ? undefined : replaced(file, node, better);
  return { place: node.place, message, ...(edits === undefined ? {} : { edits }) };
}

const path = '[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*';
const wrapped = new RegExp(`^\\{\\{\\s*(${path})\\s*\\}\\}$`);
const compared = new RegExp(`^(${path})\\s*(==|!=)\\s*(true|false)$`);

const playbookWhen = (condition: string): string => `- name: Ask
  hosts: all
  tasks:
    - name: See who answers
      ping:
      when: ${condition}
`;

export const bareCondition: Rule = {
  name: 'bare-condition',
  doc: 'A condition is an expression without braces.',
  why: 'Conditions are expressions already; with braces they are rendered first and understood afterwards.',
  bad: playbookWhen('"{{ play_hosts }}"'),
  good: playbookWhen('size(play_hosts) > 1'),
  *check(file) {
    for (const { key, node } of conditionsOf(file)) {
      if (!node.written.includes('{{')) continue;
      yield found(file, node, `"${key}" needs no braces.`, wrapped.exec(node.written.trim())?.[1]);
    }
  },
};

export const constantCondition: Rule = {
  name: 'constant-condition',
  doc: 'A when: that is always true is left out.',
  why: 'It says nothing, and looks as if it did. `when: false` is the way to switch a task off.',
  bad: playbookWhen('true'),
  good: playbookWhen('size(play_hosts) > 1'),
  *check(file) {
    for (const { key, node } of conditionsOf(file))
      if (key === 'when' && /^\s*(?:true|1 == 1)\s*$/.test(node.written))
        yield found(file, node, 'This condition always holds.');
  },
};

export const comparedToBoolean: Rule = {
  name: 'compared-to-boolean',
  doc: 'Nothing is compared with true or false.',
  why: '`x` and `!x` say the same.',
  bad: playbookWhen('gorun_check_mode == true'),
  good: playbookWhen('"!gorun_check_mode"'),
  *check(file) {
    for (const { node } of conditionsOf(file)) {
      const [, name, sign, value] = compared.exec(node.written.trim()) ?? [];
      if (name === undefined) continue;
      const holds = (sign === '==') === (value === 'true');
      // In YAML a plain text cannot begin with an exclamation mark.
      yield found(file, node, `Write ${holds ? name : `!${name}`}.`, holds ? name : `"!${name}"`);
    }
  },
};
