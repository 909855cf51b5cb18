import { type Static, Type } from 'gorun/module';
import { attributeParams, validateParam } from '../../src/files/attributes.ts';
import { anyHostPath } from '../../src/files/host-path.ts';

const expression = (description: string) => Type.String({ minLength: 1, maxLength: 2_000, description });

export const lineParams = Type.Object({
  path: anyHostPath('The file.'),
  line: Type.Optional(
    Type.String({
      pattern: '^[^\\r\\n\\u0000]*$',
      description: 'The line, without its end. Needed for state: present.',
    }),
  ),
  regexp: Type.Optional(
    expression(
      'Finds the line to replace (the last that matches), or, for state: absent, all lines to remove. RE2.',
    ),
  ),
  state: Type.Union([Type.Literal('present'), Type.Literal('absent')], { default: 'present' }),
  insertafter: Type.Optional(
    expression(
      'Where a new line goes: behind the last line that matches, or `EOF`, the end, where not given.',
    ),
  ),
  insertbefore: Type.Optional(expression('Before the last line that matches, or `BOF`, the beginning.')),
  create: Type.Boolean({ default: false, description: 'A file that is not there is made.' }),
  ...attributeParams,
  validate: validateParam,
});
/** What a playbook gives to line_in_file. */
export type LineParams = Static<typeof lineParams>;
