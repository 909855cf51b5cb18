import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { code, table } from '../src/playbook/reference/markdown.ts';

interface Form {
  readonly jinja: string;
  readonly here: string;
}

/** The page docs/from-jinja.md, of the table whose every row a test executes, here and by Ansible. */
export function jinjaPage(root: string): string {
  const path = join('test', 'expression', 'jinja-forms.yml');
  const { templates, conditions }: Readonly<Record<'templates' | 'conditions', readonly Form[]>> = parse(
    readFileSync(join(root, path), 'utf8'),
  );
  const rows = (forms: readonly Form[]) => forms.map(({ jinja, here }) => [code(jinja), code(here)]);
  return `${[
    `<!-- Made by \`node scripts/generate-docs.ts\` from ${path}. Do not edit. -->`,
    '# From Jinja',
    `A playbook that has a form of Jinja is answered with the form to write, at its place, before any host is contacted. Each row below
is what gorun answers; tests let gorun evaluate the answer and Ansible the original, and compare the values.`,
    '## In templates',
    table(['Jinja', 'here'], rows(templates)),
    '## In conditions',
    table(['Jinja', 'here'], rows(conditions)),
  ].join('\n\n')}\n`;
}
