import { defineHostModule, parseAs, refuse, Type } from 'gorun/module';
import { attributeProblem, attributesOf, type FoundAttributes } from '../../src/files/attributes.ts';
import { foldersAbove, pathProblem } from '../../src/files/host-path.ts';
import { accountFiles } from '../../src/files/rights.ts';
import { belowId, fileId } from '../../src/module/resources.ts';
import { foreseeFile } from '../win_file/foresee.ts';
import { planFile } from '../win_file/plan.ts';
import { FileStateSchema } from '../win_file/state.ts';
import { foreseePosix, ledTo } from './foresee.ts';
import { fileParams } from './params.ts';
import { planPosix } from './posix-plan.ts';
import { PosixFileState } from './posix-state.ts';

export default defineHostModule({
  name: 'file',
  summary: 'Makes, touches, links or removes a file or folder, and says who may do what with it.',
  description: [
    '- `directory`: the folder is there, with those above it.',
    '- `file`: it must be a file; nothing is made.',
    '- `touch`: an empty file is made where nothing is; what is there gets the present time.',
    '- `link`: a symbolic link to `src` is there.',
    '- `absent`: neither a file nor a folder is there. A link is removed, not what it leads to.',
    '',
    '`mode`, `owner` and `group` are set where they are given; links are followed for that. Folders that are made above `path` get them as well.',
    '',
    'Undo puts back exactly what was there, with its times. What is removed is moved to a folder of gorun on the same file system first and kept there, so its space is free only when the run',
    'gives the host back. Folders that the host or gorun cannot be without are refused.',
  ].join('\n'),
  platforms: ['windows', 'posix'],
  uses: { windows: ['files', 'kept', 'file'], posix: ['files', 'rights', 'put-files'] },
  params: fileParams,
  returns: Type.Object({
    path: Type.String({ description: 'As it is on this host.' }),
    state: Type.Enum(['file', 'directory', 'link', 'absent']),
    mode: Type.Optional(Type.String({ description: 'POSIX hosts: four octal digits.' })),
    owner: Type.Optional(Type.String()),
    group: Type.Optional(Type.String()),
  }),
  examples: [
    {
      title: 'A folder of a service',
      yaml: '- file:\n    path: /var/lib/agent\n    state: directory\n    owner: agent\n    mode: "0750"',
    },
    {
      title: 'A link',
      yaml: '- file:\n    path: /usr/local/bin/go\n    src: /usr/local/go/bin/go\n    state: link',
    },
    { title: 'Nothing there', yaml: '- file:\n    path: C:\\temp\\old\n    state: absent' },
  ],
  probeArgs: ({ path, state, src, owner, group }, _lookup, platform) =>
    platform === 'windows'
      ? { path, hash: state === 'touch' }
      : {
          path,
          state,
          src: src === undefined ? null : ledTo(path, src),
          ...(owner === undefined ? {} : { owner }),
          ...(group === undefined ? {} : { group }),
        },
  parseState: parseAs(Type.Union([PosixFileState, FileStateSchema])),
  reads: (params) => {
    const { path, src } = params;
    const led = src === undefined ? [] : [ledTo(path, src)];
    return [path, ...foldersAbove(path), ...led, ...accountFiles(params)].map(fileId);
  },
  touches: ({ path }) => [fileId(path), belowId(path), ...foldersAbove(path).map(fileId)],
  foresee: ({ params, state }, predicted) =>
    'leads' in state ? foreseePosix(params, state, predicted) : foreseeFile(params, state, predicted),
  plan: ({ params, state, platform, lookup }) => {
    const problem = pathProblem(params.path, platform) ?? attributeProblem(params, platform);
    if (problem !== undefined) return problem;
    if ('leads' in state) return planPosix(params, state);
    const { state: wanted, src } = params;
    if (wanted === 'link' || src !== undefined)
      return refuse(
        'links are made on POSIX hosts only',
        'Use powershell with New-Item -ItemType SymbolicLink.',
      );
    return planFile({ params: { ...params, state: wanted }, state, platform, lookup });
  },
  verifyAs: (params) => ({ ...params, modification_time: 'preserve' as const }),
  result: ({ state }) => ({
    path: state.path,
    state:
      state.kind === null
        ? 'absent'
        : state.kind === 'folder'
          ? 'directory'
          : state.kind === 'link'
            ? 'link'
            : 'file',
    ...('leads' in state ? shown(attributesOf(state)) : {}),
  }),
});

function shown({ mode, owner, group }: FoundAttributes) {
  return {
    ...(mode === undefined ? {} : { mode }),
    ...(owner === undefined ? {} : { owner }),
    ...(group === undefined ? {} : { group }),
  };
}
