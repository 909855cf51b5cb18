import { defineHostModule, refuse, Type } from 'gorun/module';
import { copyParams, copyResult, copyReturns, wantedCopy } from '../../src/files/copying.ts';
import { hostPath } from '../../src/files/host-path.ts';
import { planPut } from '../../src/files/plan-put.ts';
import { putting } from '../../src/files/putting.ts';
import { sendFiles } from '../../src/files/send-files.ts';

export default defineHostModule({
  name: 'win_copy',
  summary: 'Puts a file, a folder or a text of the controller onto the host.',
  description: [
    'Sizes and checksums are compared first: what is there already is not sent. A file gets its name only when it is whole; who may do what with a',
    'file that is replaced stays as it was. Folders above the target are made where they are missing. Nothing that is not in the source is removed.',
    '',
    'A source that is a folder is put under its own name into `dest`; written with a slash at its end, only what is in it is.',
    '',
    'Undo puts back the former files, which are kept on the host until the run gives it back, and removes what was made.',
  ].join('\n'),
  platforms: ['windows'],
  elsewhere: 'copy',
  uses: ['files', 'kept', 'put-files'],
  params: Type.Object({
    dest: hostPath(
      'Full path on the host. A file goes into it under its own name where it is a folder or ends with a backslash.',
    ),
    ...copyParams,
  }),
  returns: copyReturns,
  examples: [
    {
      title: 'A file of the playbook',
      yaml: '- win_copy:\n    src: tool.conf\n    dest: C:\\ProgramData\\tool\\tool.conf',
    },
    { title: 'A text', yaml: '- win_copy:\n    content: "{{ motd }}"\n    dest: C:\\motd.txt' },
    { title: 'All that is in a folder', yaml: '- win_copy:\n    src: scripts/\n    dest: C:\\tools' },
  ],
  lookup: wantedCopy,
  ...putting,
  plan: ({ params: { dest, force, sensitive, src, content }, state, lookup }) =>
    (src === undefined) === (content === undefined)
      ? refuse('exactly one of src and content is needed', 'Give `src` or `content`.')
      : planPut({ dest, wanted: lookup, force, hidden: sensitive }, state),
  result: ({ state, lookup }) => copyResult(state, lookup),
  actions: { send: sendFiles },
});
