import { defineHostModule, refuse, Type } from 'gorun/module';
import { commandOnPath } from '../../src/go/find.ts';
import { foreseeGo, goResources } from '../../src/go/foresee.ts';
import { posixCommand } from '../../src/go/posix-find.ts';
import { foreseePosixGo, posixGoResources } from '../../src/go/posix-foresee.ts';
import { anything } from '../../src/module/resources.ts';
import { foreseePosix, foreseeWindows } from './foresee.ts';
import { verifyParams } from './params.ts';
import { windowsPoints } from './points.ts';
import { posixPoints } from './posix-points.ts';
import { isPosix, parseVerifyState } from './state.ts';

export default defineHostModule({
  name: 'verify',
  summary: 'Proves that the wanted Go works on the host; names every point that fails.',
  description: [
    'Checks that the product is installed and whole (VERSION, go.exe), that a new process (on POSIX hosts: a new login) finds this very go through PATH, what',
    '`go version` says (in a neutral folder, GOTOOLCHAIN=local), that no GOROOT misleads it and no other Go is installed (on POSIX hosts: that PATH finds none behind',
    'it; versions side by side may lie there); on wish, that it compiles a program and that a command answers.',
    '',
    'Changes nothing. In check mode it judges the host as the tasks before it will leave it.',
  ].join('\n'),
  platforms: ['windows', 'posix'],
  uses: {
    windows: ['process', 'registry', 'files', 'environment', 'administrator', 'msi', 'pending-reboot', 'go'],
    posix: ['go-system', 'login', 'go', 'tree'],
  },
  params: verifyParams,
  returns: Type.Object({
    version: Type.Union([Type.String(), Type.Null()], { description: 'What `go version` says.' }),
    path: Type.Union([Type.String(), Type.Null()], { description: 'The go that PATH finds.' }),
    points: Type.Array(Type.Object({ point: Type.String(), seen: Type.String(), fix: Type.String() }), {
      description: 'On failure, under `detail`: every failed point.',
    }),
  }),
  examples: [
    {
      title: 'After an upgrade',
      yaml: ['- verify:', '    version: 1.21.13', '    compile: true'].join('\n'),
    },
    {
      title: 'With a command of your own',
      yaml: [
        '- verify:',
        '    version: 1.21.13',
        '    command:',
        '      argv: [go, env, GOVERSION]',
        '      expect: go1.21.13',
      ].join('\n'),
    },
  ],
  probeArgs: ({ compile, compile_limit, command }) => ({
    compile: compile ? compile_limit : null,
    command: command === undefined ? null : { argv: command.argv, limit: command.limit },
  }),
  parseState: parseVerifyState,
  // What a command of the playbook says may hang on anything.
  reads: ({ command }, _lookup, platform) => [
    ...(platform === 'windows' ? goResources : posixGoResources),
    ...(command === undefined ? [] : [anything]),
  ],
  touches: () => [],
  foresee: ({ params, state }, predicted) =>
    isPosix(state)
      ? foreseePosix(params, state, foreseePosixGo(state.go, predicted))
      : foreseeWindows(params, state, foreseeGo(state.go, predicted)),
  plan: ({ params, state }) => {
    const points = isPosix(state) ? posixPoints(params, state) : windowsPoints(params, state);
    if (points.length === 0) return { steps: [], expected: state };
    const said = points.map(({ point, seen }) => `${point}: ${seen}`);
    const count = points.length === 1 ? '1 point fails' : `${points.length} points fail`;
    return refuse(`${count}: ${said.join('; ')}`, points[0]?.fix, {
      points: points.map((point) => ({ ...point })),
    });
  },
  result: ({ state }) => ({
    version: /go version go(\S+)/.exec(state.reported?.output ?? '')?.[1] ?? null,
    path: (isPosix(state) ? posixCommand(state.go) : commandOnPath(state.go))?.file ?? null,
  }),
});
