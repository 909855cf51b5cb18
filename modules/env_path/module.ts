import { defineHostModule, parseAs, Type } from 'gorun/module';
import { PathResource, pathId, predictedOf } from '../../src/module/resources.ts';
import { namedFolders, pathParams } from './params.ts';
import { planPath } from './plan.ts';
import { parsePathState } from './state.ts';

const parsePath = parseAs(PathResource);

export default defineHostModule({
  name: 'env_path',
  summary: 'Keeps entries in PATH or out of it, and PATH tidy.',
  description: [
    'Folders are compared as Windows would find them: expanded, without case, quotes and a backslash at the end. What is not named stays as it is,',
    'to the letter: `%NAME%` unexpanded, REG_SZ or REG_EXPAND_SZ as it was. Programs that run are told of the change, and later tasks see it.',
    '',
    'Undo writes the exact former value and kind, unless somebody has changed PATH since.',
  ].join('\n'),
  platforms: ['windows'],
  uses: ['registry', 'environment', 'administrator'],
  params: pathParams,
  returns: Type.Object({
    path: Type.Union([Type.String(), Type.Null()], { description: 'The value as the registry holds it.' }),
    entries: Type.Array(Type.String()),
  }),
  examples: [
    { title: 'Remove doubled and empty entries', yaml: ['- env_path:', '    tidy: true'].join('\n') },
    {
      title: 'One Go before all others',
      yaml: ['- env_path:', '    entry: C:\\Program Files\\Go\\bin', '    position: first'].join('\n'),
    },
    {
      title: 'Take an old folder out',
      yaml: ['- env_path:', '    entry: C:\\Go\\bin', '    state: absent'].join('\n'),
    },
  ],
  probeArgs: (params) => ({ scope: params.scope, named: [...namedFolders(params)] }),
  parseState: parsePathState,
  reads: ({ scope }) => [pathId(scope)],
  touches: ({ scope }) => [pathId(scope)],
  foresee: ({ params, state }, predicted) => {
    const value = predictedOf(predicted, pathId(params.scope));
    return value === undefined ? state : { ...state, path: parsePath(value) };
  },
  plan: planPath,
  result: ({ state }) => ({ path: state.path.value, entries: state.path.entries.map(({ text }) => text) }),
});
