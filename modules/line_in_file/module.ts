import { defineHostModule, Type } from 'gorun/module';
import { attributesFrom } from '../../src/files/attributes.ts';
import { knownFiles } from '../../src/files/file-resource.ts';
import { foldersAbove } from '../../src/files/host-path.ts';
import { accountFiles, foreseenAccount, foreseenRights } from '../../src/files/rights.ts';
import { fileId } from '../../src/module/resources.ts';
import { lineParams } from './params.ts';
import { planLine } from './plan.ts';
import { parseLineState } from './state.ts';

export default defineHostModule({
  name: 'line_in_file',
  summary: 'Keeps a line in a text file, or out of it, on Windows and POSIX hosts.',
  description: [
    'What is not touched stays to the letter: line ends (CRLF, LF), a last line without one, owner and rights. The new text is decided on the controller and shown by `--diff`;',
    'the file is replaced as a whole.',
    '',
    'With `regexp` the last line that matches is replaced; where none does, and without `regexp`, the line is added unless it is there.',
    '',
    'Undo puts the former file back.',
  ].join('\n'),
  platforms: ['windows', 'posix'],
  uses: { windows: ['files', 'kept', 'put-files'], posix: ['files', 'program', 'rights', 'put-files'] },
  params: lineParams,
  returns: Type.Object({ path: Type.String(), size: Type.Integer({ description: 'Bytes.' }) }),
  examples: [
    {
      title: 'A setting',
      yaml: '- line_in_file:\n    path: /etc/ssh/sshd_config\n    regexp: "^#?PermitRootLogin "\n    line: PermitRootLogin no',
    },
    {
      title: 'A line that must not be there',
      yaml: '- line_in_file:\n    path: C:\\app\\app.ini\n    line: debug=1\n    state: absent',
    },
  ],
  probeArgs: ({ path, owner, group }) => ({
    path,
    ...(owner === undefined ? {} : { owner }),
    ...(group === undefined ? {} : { group }),
  }),
  parseState: parseLineState,
  reads: (params) => [params.path, ...foldersAbove(params.path), ...accountFiles(params)].map(fileId),
  // Folders are made for a new file only: what is known of them stays known where there will be none.
  touches: ({ path, create }) => [path, ...(create ? foldersAbove(path) : [])].map(fileId),
  foresee: ({ params, state }, predicted) => {
    const known = knownFiles(predicted);
    const file = known(params.path);
    const seen = foreseenAccount(foreseenRights(params.path, state, known), known);
    if (file === undefined) return seen;
    if (file.asFound) return attributesFrom(seen, file);
    if (!file.exists || file.folder) return undefined;
    const { size } = file;
    return attributesFrom(
      { kind: 'file' as const, text: null, size: size ?? 0, obstacle: null, foreseen: true as const },
      file,
    );
  },
  plan: planLine,
  result: ({ params, state }) => ({ path: params.path, size: state.size }),
});
