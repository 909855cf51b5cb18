import { defineHostModule, Type } from 'gorun/module';
import { plainKey } from './key.ts';
import { regeditParams } from './params.ts';
import { foreseeRegedit, idsOf, parseRegeditState, planRegedit, touchesOf } from './plan.ts';

export default defineHostModule({
  name: 'win_regedit',
  summary: 'Keeps a key or a value of the registry, or keeps it out.',
  description: [
    'With `name` or `data` it is about a value, else about the key. A value is written with its type and compared with it: the same text of another type is another',
    'value. Keys above are made where they are missing. For environment variables there are win_environment and env_path, which tell running programs.',
    '',
    'Undo writes the former value with its type, removes the keys that were made, and puts a removed key back with all that was in it',
    '(but for rights of its own). What somebody else has changed since is left alone.',
  ].join('\n'),
  platforms: ['windows'],
  uses: ['registry', 'registry-tree'],
  params: regeditParams,
  returns: Type.Object({
    exists: Type.Boolean({ description: 'The key, or the value where it is about one, is there.' }),
    data: Type.Unknown({
      description: 'What the value holds; null without one. Left out where it is sensitive.',
    }),
  }),
  examples: [
    {
      title: 'A number',
      yaml: '- win_regedit:\n    path: HKLM:\\SOFTWARE\\Tool\n    name: Port\n    data: 8080\n    type: dword',
    },
    {
      title: 'A key with all in it',
      yaml: '- win_regedit:\n    path: HKLM:\\SOFTWARE\\Tool\n    state: absent',
    },
  ],
  probeArgs: ({ path, name, view }) => ({ key: plainKey(path), name: name ?? '', view }),
  parseState: parseRegeditState,
  reads: idsOf,
  touches: touchesOf,
  foresee: foreseeRegedit,
  plan: planRegedit,
  result: ({ params, state }) => ({
    exists: params.name === undefined && params.data === undefined ? state.missing === 0 : state.value.exists,
    ...(params.sensitive ? {} : { data: state.value.value }),
  }),
});
