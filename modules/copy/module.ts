import { defineHostModule, refuse, Type } from 'gorun/module';
import { attributeParams, attributeProblem, validateParam } from '../../src/files/attributes.ts';
import { copyParams, copyResult, copyReturns, wantedCopy } from '../../src/files/copying.ts';
import { anyHostPath, pathProblem } from '../../src/files/host-path.ts';
import { planPut } from '../../src/files/plan-put.ts';
import { validating } from '../../src/files/put-order.ts';
import { putting } from '../../src/files/putting.ts';
import { sendFiles } from '../../src/files/send-files.ts';

export default defineHostModule({
  name: 'copy',
  summary: 'Puts a file, a folder or a text of the controller onto the host, Windows or POSIX.',
  description: [
    'Sizes and checksums are compared first: what is there already is not sent. A file gets its name only when it is whole; owner and rights of a',
    'file that is replaced stay as they were, unless they are given. Folders above the target are made where they are missing. Nothing that is not in the source is removed.',
    '',
    'A source that is a folder is put under its own name into `dest`; written with a slash at its end, only what is in it is.',
    '',
    'Undo puts back the former files, which are kept on the host until the run gives it back, and removes what was made.',
  ].join('\n'),
  platforms: ['windows', 'posix'],
  uses: { windows: ['files', 'kept', 'put-files'], posix: ['files', 'program', 'rights', 'put-files'] },
  params: Type.Object({
    dest: anyHostPath(
      'Full path on the host. A file goes into it under its own name where it is a folder or ends with a slash or backslash.',
    ),
    ...copyParams,
    ...attributeParams,
    validate: validateParam,
  }),
  returns: copyReturns,
  examples: [
    {
      title: 'A file of the playbook',
      yaml: '- copy:\n    src: tool.conf\n    dest: /etc/tool.conf\n    mode: "0640"',
    },
    { title: 'A text', yaml: '- copy:\n    content: "{{ motd }}"\n    dest: C:\\motd.txt' },
    { title: 'All that is in a folder', yaml: '- copy:\n    src: scripts/\n    dest: /opt/tools' },
  ],
  lookup: wantedCopy,
  ...putting,
  plan: ({ params, state, lookup, platform }) => {
    const { dest, force, sensitive, src, content } = params;
    if ((src === undefined) === (content === undefined))
      return refuse('exactly one of src and content is needed', 'Give `src` or `content`.');
    return (
      pathProblem(dest, platform) ??
      attributeProblem(params, platform) ??
      planPut(
        { dest, wanted: lookup, force, hidden: sensitive, attributes: params, ...validating(params) },
        state,
      )
    );
  },
  result: ({ state, lookup }) => copyResult(state, lookup),
  actions: { send: sendFiles },
});
