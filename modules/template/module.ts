import { defineHostModule, Type } from 'gorun/module';
import { attributeParams, attributeProblem, validateParam } from '../../src/files/attributes.ts';
import { anyHostPath, isPosixPath, pathProblem } from '../../src/files/host-path.ts';
import { planPut } from '../../src/files/plan-put.ts';
import { validating } from '../../src/files/put-order.ts';
import { putTouches } from '../../src/files/put-state.ts';
import { putting } from '../../src/files/putting.ts';
import { renderedFile, templateParams, templateReturns, unrendered } from '../../src/files/rendered.ts';

export default defineHostModule({
  name: 'template',
  summary: 'Writes a file from a template, with the variables of the host, Windows or POSIX.',
  description: [
    'The template is rendered on the controller, with the variables that the task sees: `{{ name }}`, `{{#if x}} … {{/if}}`, `{{#each list}} … {{/each}}`',
    'as in a playbook. What is wrong in it is told with its line and column.',
    '',
    'Everything else is as with copy: checksums first, replaced as a whole, shown by `--diff`, and taken back by undo.',
  ].join('\n'),
  platforms: ['windows', 'posix'],
  uses: { windows: ['files', 'kept', 'put-files'], posix: ['files', 'program', 'rights', 'put-files'] },
  params: Type.Object({
    dest: anyHostPath(
      'Full path on the host. The file goes into it under the name of the template (without `.hbs`, `.j2`) where it is a folder or ends with a slash or backslash.',
    ),
    newline_sequence: Type.Optional(
      Type.Union([Type.Literal('\n'), Type.Literal('\r\n'), Type.Literal('\r')], {
        description: 'How lines end in the file, in double quotes: `"\\n"`. Not given: as usual on the host.',
      }),
    ),
    ...templateParams,
    ...attributeParams,
    validate: validateParam,
  }),
  returns: templateReturns,
  examples: [
    {
      title: 'A configuration file',
      yaml: '- template:\n    src: agent.conf.hbs\n    dest: /etc/agent.conf\n    mode: "0640"\n    owner: agent',
    },
  ],
  lookupForHost: (params, io) =>
    renderedFile(
      { ...params, newline_sequence: params.newline_sequence ?? (isPosixPath(params.dest) ? '\n' : '\r\n') },
      io,
    ),
  ...putting,
  touches: (params) => putTouches(params.dest, unrendered(params)),
  plan: ({ params, state, lookup, platform }) => {
    const { dest, force, sensitive } = params;
    return (
      pathProblem(dest, platform) ??
      attributeProblem(params, platform) ??
      planPut(
        { dest, wanted: lookup, force, hidden: sensitive, attributes: params, ...validating(params) },
        state,
      )
    );
  },
  result: ({ state, lookup: { files } }) => ({
    dest: state.root,
    checksum: files[0]?.sha256 ?? '',
    size: files[0]?.size ?? 0,
  }),
});
