import { didYouMean } from '../../errors/suggest.ts';
import { noqaComments } from '../noqa.ts';
import type { Rule } from '../rule.ts';

/** Made with the names of all rules, of which it is one itself. */
export function knownNoqa(names: () => readonly string[]): Rule {
  return {
    name: 'known-noqa',
    doc: '`# noqa: RULE` names a rule that there is.',
    why: 'A misspelt name switches nothing off.',
    bad: `- name: Ask
  hosts: all # noqa: name-play
  tasks: []
`,
    good: `- hosts: all # noqa: name-plays
  tasks: []
`,
    *check({ source }) {
      for (const { rules, offset } of noqaComments(source.text)) {
        for (const name of rules.filter((rule) => !names().includes(rule))) {
          const message = `There is no rule "${name}".${didYouMean(name, names())}`;
          yield { place: source.place(offset), message };
        }
      }
    },
  };
}
