import { defineHostModule, Type } from 'gorun/module';
import { hostPath } from '../../src/files/host-path.ts';
import { planPut } from '../../src/files/plan-put.ts';
import { putTouches } from '../../src/files/put-state.ts';
import { putting } from '../../src/files/putting.ts';
import { renderedFile, templateParams, templateReturns, unrendered } from '../../src/files/rendered.ts';

export default defineHostModule({
  name: 'win_template',
  summary: 'Writes a file from a template, with the variables of the host.',
  description: [
    'The template is rendered on the controller, with the variables that the task sees: `{{ name }}`, `{{#if x}} … {{/if}}`, `{{#each list}} … {{/each}}`',
    'as in a playbook. What is wrong in it is told with its line and column.',
    '',
    'Everything else is as with win_copy: checksums first, replaced as a whole, shown by `--diff`, and taken back by undo.',
  ].join('\n'),
  platforms: ['windows'],
  elsewhere: 'template',
  uses: ['files', 'kept', 'put-files'],
  params: Type.Object({
    dest: hostPath(
      'Full path on the host. The file goes into it under the name of the template (without `.hbs`, `.j2`) where it is a folder or ends with a backslash.',
    ),
    newline_sequence: Type.Union([Type.Literal('\n'), Type.Literal('\r\n'), Type.Literal('\r')], {
      default: '\r\n',
      description: 'How lines end in the file, in double quotes: `"\\n"`.',
    }),
    ...templateParams,
  }),
  returns: templateReturns,
  examples: [
    {
      title: 'A configuration file',
      yaml: '- win_template:\n    src: agent.conf.hbs\n    dest: C:\\ProgramData\\agent\\agent.conf',
    },
  ],
  lookupForHost: renderedFile,
  ...putting,
  touches: (params) => putTouches(params.dest, unrendered(params)),
  plan: ({ params: { dest, force, sensitive }, state, lookup }) =>
    planPut({ dest, wanted: lookup, force, hidden: sensitive }, state),
  result: ({ state, lookup: { files } }) => ({
    dest: state.root,
    checksum: files[0]?.sha256 ?? '',
    size: files[0]?.size ?? 0,
  }),
});
