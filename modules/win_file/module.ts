import { defineHostModule, Type } from 'gorun/module';
import { foldersAbove, hostPath } from '../../src/files/host-path.ts';
import { belowId, fileId } from '../../src/module/resources.ts';
import { foreseeFile } from './foresee.ts';
import { planFile } from './plan.ts';
import { parseFileState } from './state.ts';

export default defineHostModule({
  name: 'win_file',
  summary: 'Makes, touches or removes a file or a folder.',
  description: [
    '- `directory`: the folder is there, with those above it.',
    '- `file`: it must be a file; nothing is made.',
    '- `touch`: an empty file is made where nothing is; what is there gets the present time.',
    '- `absent`: neither a file nor a folder is there. A link is removed, not what it leads to.',
    '',
    'Undo puts back exactly what was there. What is removed is moved to a folder of gorun on the same volume first and kept there, so its space is free',
    'only when the run gives the host back (at the latest when another run takes it). Folders that Windows or gorun cannot be without are refused.',
  ].join('\n'),
  platforms: ['windows'],
  elsewhere: 'file',
  uses: ['files', 'kept', 'file'],
  params: Type.Object({
    path: hostPath('Full path on the host.'),
    state: Type.Union(
      [Type.Literal('file'), Type.Literal('directory'), Type.Literal('touch'), Type.Literal('absent')],
      { default: 'file', description: 'What is to be there.' },
    ),
    modification_time: Type.Union([Type.Literal('now'), Type.Literal('preserve')], {
      default: 'now',
      description: 'What `touch` does to what is there: `now` gives it the present time, in every run.',
    }),
  }),
  returns: Type.Object({
    path: Type.String({ description: 'As it is on this host.' }),
    state: Type.Union([Type.Literal('file'), Type.Literal('directory'), Type.Literal('absent')]),
  }),
  examples: [
    { title: 'A folder', yaml: '- win_file:\n    path: C:\\tools\\bin\n    state: directory' },
    { title: 'Nothing there', yaml: '- win_file:\n    path: C:\\temp\\old\n    state: absent' },
  ],
  probeArgs: ({ path, state }) => ({ path, hash: state === 'touch' }),
  parseState: parseFileState,
  reads: ({ path }) => [fileId(path), ...foldersAbove(path).map(fileId)],
  touches: ({ path }) => [fileId(path), belowId(path), ...foldersAbove(path).map(fileId)],
  foresee: ({ params, state }, predicted) => foreseeFile(params, state, predicted),
  plan: planFile,
  verifyAs: (params) => ({ ...params, modification_time: 'preserve' as const }),
  result: ({ state: { path, kind } }) => ({
    path,
    state: kind === null ? 'absent' : kind === 'folder' ? 'directory' : 'file',
  }),
});
