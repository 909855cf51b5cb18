import { type SourceNode, toJson } from '../../source/node.ts';
import type { Prompt } from '../types.ts';
import type { Parser } from './parser.ts';

const takes = ['name', 'prompt', 'default', 'private', 'confirm'] as const;

/** Reads `vars_prompt`. */
export function readPrompts(node: SourceNode, parser: Parser): readonly Prompt[] {
  const { reader } = parser;
  return (reader.list(node, 'vars_prompt')?.items ?? []).flatMap((each): Prompt[] => {
    const entries = reader.map(each, 'vars_prompt')?.entries;
    if (entries === undefined) return [];
    const value = (key: (typeof takes)[number]) => entries.find((entry) => entry.key === key)?.value;
    for (const { key, keyPlace } of entries) {
      if (takes.some((known) => known === key)) continue;
      const fix = /^(encrypt|salt|salt_size|unsafe)$/.test(key)
        ? 'An answer is taken as it is; hash it where it is used.'
        : `It takes ${takes.join(', ')}.`;
      reader.problem(keyPlace, 'playbook/unknown-keyword', `"${key}" is not part of vars_prompt`, fix);
    }
    const [named, prompt, fallback, hidden, confirm] = takes.map(value);
    const name = named && reader.text(named, 'name');
    if (named === undefined || name === undefined) {
      reader.problem(
        each.place,
        'playbook/shape',
        'the question does not name its variable',
        'Add "name: VARIABLE".',
      );
      return [];
    }
    reader.variableName(named, 'name');
    parser.define(name);
    for (const text of [prompt, fallback]) {
      if (text?.kind !== 'scalar' || !String(text.value).includes('{{')) continue;
      const said = 'it is asked before there is a host with variables: a question cannot be a template';
      reader.problem(text.place, 'playbook/shape', said, 'Write it out, or give the variable with -e.');
    }
    return [
      {
        position: each.place.position,
        name,
        text: (prompt && reader.text(prompt, 'prompt')) ?? name,
        private: hidden === undefined || reader.boolean(hidden, 'private'),
        fallback: fallback && toJson(fallback),
        confirm: confirm !== undefined && reader.boolean(confirm, 'confirm'),
      },
    ];
  });
}
