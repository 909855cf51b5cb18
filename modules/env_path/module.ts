import { defineHostModule, parseAs, Type } from 'gorun/module';
import { loginPathId } from '../../src/go/posix-foresee.ts';
import { LoginPath } from '../../src/go/posix-state.ts';
import { anyOf, belowId, fileId, PathResource, pathId, predictedOf } from '../../src/module/resources.ts';
import { namedFolders, pathParams } from './params.ts';
import { planPosix } from './plan-posix.ts';
import { planWindows } from './plan-windows.ts';
import { isPosix, parsePathState } from './state.ts';

const parsePath = parseAs(PathResource);
const parseLogin = parseAs(LoginPath);

/** Gorun's own file, as posix.sh has it. */
const machineProfile = '/etc/profile.d/zz-gorun-path.sh';

/** The files that make PATH of a login; where an account's home is, only the host knows. */
const profilesOf = (scope: 'machine' | 'user') =>
  scope === 'machine'
    ? [fileId('/etc/profile'), fileId('/etc/environment'), belowId('/etc/profile.d')]
    : [anyOf('file')];

export default defineHostModule({
  name: 'env_path',
  summary: 'Keeps entries in PATH or out of it, and PATH tidy.',
  description: [
    'On Windows, folders are compared as Windows would find them: expanded, without case, quotes and a backslash at the end. What is not named stays as it is,',
    'to the letter: `%NAME%` unexpanded, REG_SZ or REG_EXPAND_SZ as it was. Programs that run are told of the change, and later tasks see it.',
    '',
    'On POSIX hosts, PATH is what a new login gets: it is made anew by profiles each time. gorun keeps its part in a file of its own, `/etc/profile.d/zz-gorun-path.sh`',
    '(scope `machine`), or between two marks in `~/.profile` (scope `user`), and leaves all else as it is; an entry that others put there is taken out behind them. `before` and',
    '`after` are refused there. Sessions that are open keep their PATH.',
    '',
    'Undo writes the exact former value and kind, or the former part of the profile, unless somebody has changed it since.',
  ].join('\n'),
  platforms: ['windows', 'posix'],
  uses: { windows: ['registry', 'environment', 'administrator'], posix: ['login'] },
  params: pathParams,
  returns: Type.Object({
    path: Type.Union([Type.String(), Type.Null()], {
      description: 'The value as the registry holds it; on POSIX hosts: of a new login.',
    }),
    entries: Type.Array(Type.String()),
  }),
  examples: [
    { title: 'Remove doubled and empty entries', yaml: ['- env_path:', '    tidy: true'].join('\n') },
    {
      title: 'One Go before all others',
      yaml: ['- env_path:', '    entry: C:\\Program Files\\Go\\bin', '    position: first'].join('\n'),
    },
    {
      title: 'On a POSIX host: Go for every login',
      yaml: ['- env_path:', '    entry: /usr/local/go/bin', '    position: first', '  become: true'].join(
        '\n',
      ),
    },
    {
      title: 'Take an old folder out',
      yaml: ['- env_path:', '    entry: C:\\Go\\bin', '    state: absent'].join('\n'),
    },
  ],
  probeArgs: (params, _lookup, platform) =>
    platform === 'windows'
      ? { scope: params.scope, named: [...namedFolders(params)] }
      : { scope: params.scope },
  parseState: parsePathState,
  reads: ({ scope }, _lookup, platform) =>
    platform === 'windows' ? [pathId(scope)] : [loginPathId, ...profilesOf(scope)],
  touches: ({ scope }, _lookup, platform) => {
    if (platform === 'windows') return [pathId(scope)];
    return [loginPathId, scope === 'machine' ? fileId(machineProfile) : anyOf('file')];
  },
  foresee: ({ params, state }, predicted) => {
    if (isPosix(state)) {
      const login = predictedOf(predicted, loginPathId);
      return login === undefined ? state : { ...state, login: parseLogin(login) };
    }
    const value = predictedOf(predicted, pathId(params.scope));
    return value === undefined ? state : { ...state, path: parsePath(value) };
  },
  plan: ({ params, state, lookup, platform }) =>
    isPosix(state)
      ? planPosix({ params, state, lookup, platform })
      : planWindows({ params, state, lookup, platform }),
  result: ({ params, state }) => {
    if (!isPosix(state))
      return { path: state.path.value, entries: state.path.entries.map(({ text }) => text) };
    const entries = params.scope === 'machine' ? state.login.machine : state.login.login;
    return { path: entries.join(':'), entries };
  },
});
