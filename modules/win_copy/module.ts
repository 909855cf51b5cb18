import { defineHostModule, type LookupIO, refuse, Type } from 'gorun/module';
import { findLocal } from '../../src/files/find-local.ts';
import { hostPath } from '../../src/files/host-path.ts';
import { readSource } from '../../src/files/local-source.ts';
import { planPut } from '../../src/files/plan-put.ts';
import { foreseePut, parsePutState, putQuestion, putTouches } from '../../src/files/put-state.ts';
import { sendFiles } from '../../src/files/send-files.ts';
import { type Wanted, wantedBytes, wantedFile } from '../../src/files/wanted.ts';

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
  uses: ['files', 'kept', 'put-files'],
  params: Type.Object({
    src: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'A file or folder on the controller; relative paths are looked for in `files/` of the role or playbook, then beside it.',
      }),
    ),
    content: Type.Optional(
      Type.String({
        secretIf: 'sensitive',
        description: 'The text of the file, instead of `src`; as UTF-8.',
      }),
    ),
    dest: hostPath(
      'Full path on the host. A file goes into it under its own name where it is a folder or ends with a backslash.',
    ),
    force: Type.Boolean({
      default: true,
      description: 'false: a file that is there stays, whatever is in it.',
    }),
    sensitive: Type.Boolean({ default: false, description: 'What is in the files is never shown.' }),
  }),
  returns: Type.Object({
    dest: Type.String({ description: 'The path of the file or folder on the host.' }),
    checksum: Type.Union([Type.String(), Type.Null()], { description: 'SHA-256 of a single file.' }),
    size: Type.Integer({ description: 'Bytes of all files.' }),
  }),
  examples: [
    {
      title: 'A file of the playbook',
      yaml: '- win_copy:\n    src: tool.conf\n    dest: C:\\ProgramData\\tool\\tool.conf',
    },
    { title: 'A text', yaml: '- win_copy:\n    content: "{{ motd }}"\n    dest: C:\\motd.txt' },
    { title: 'All that is in a folder', yaml: '- win_copy:\n    src: scripts/\n    dest: C:\\tools' },
  ],
  lookup: wantedOf,
  probeArgs: ({ dest, sensitive }, wanted) => putQuestion(dest, wanted, !sensitive),
  parseState: parsePutState,
  reads: ({ dest }, wanted) => putTouches(dest, wanted),
  touches: ({ dest }, wanted) => putTouches(dest, wanted),
  foresee: ({ params, state, lookup }, predicted) => foreseePut(params.dest, lookup, state, predicted),
  plan: ({ params: { dest, force, sensitive, src, content }, state, lookup }) =>
    (src === undefined) === (content === undefined)
      ? refuse('exactly one of src and content is needed', 'Give `src` or `content`.')
      : planPut({ dest, wanted: lookup, force, hidden: sensitive }, state),
  result: ({ state, lookup: { files, folders } }) => ({
    dest: state.root,
    checksum: folders.length === 0 ? (files[0]?.sha256 ?? null) : null,
    size: files.reduce((sum, { size }) => sum + size, 0),
  }),
  actions: { send: sendFiles },
});

async function wantedOf(
  { src, content, dest }: { src?: string; content?: string; dest: string },
  io: LookupIO,
): Promise<Wanted> {
  if (src !== undefined && content === undefined) return readSource(findLocal(src, 'files', io), src, dest);
  return wantedFile(wantedBytes('', Buffer.from(content ?? '', 'utf8')), null, dest);
}
