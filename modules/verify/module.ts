import { defineHostModule, refuse, Type } from 'gorun/module';
import { commandOnPath } from '../../src/go/find.ts';
import { foreseeGo, goResources } from '../../src/go/foresee.ts';
import { foreseeVerify } from './foresee.ts';
import { verifyParams } from './params.ts';
import { failedPoints } from './points.ts';
import { parseVerifyState } from './state.ts';

export default defineHostModule({
  name: 'verify',
  summary: 'Proves that the wanted Go works on the host; names every point that fails.',
  description: [
    'Checks that the product is installed and whole (VERSION, go.exe), that a new process finds this very go through PATH, what `go version` says (in a',
    'neutral folder, GOTOOLCHAIN=local), that no GOROOT misleads it and no other Go is installed; on wish, that it compiles a program and that a command answers.',
    '',
    'Changes nothing. In check mode it judges the host as the tasks before it will leave it.',
  ].join('\n'),
  platforms: ['windows'],
  uses: ['process', 'registry', 'files', 'environment', 'administrator', 'msi', 'pending-reboot', 'go'],
  params: verifyParams,
  returns: Type.Object({
    version: Type.Union([Type.String(), Type.Null()], { description: 'What `go version` says.' }),
    path: Type.Union([Type.String(), Type.Null()], { description: 'The go.exe that PATH finds.' }),
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
  reads: () => goResources,
  touches: () => [],
  foresee: ({ params, state }, predicted) => foreseeVerify(params, state, foreseeGo(state.go, predicted)),
  plan: ({ params, state }) => {
    const points = failedPoints(params, state);
    if (points.length === 0) return { steps: [], expected: state };
    const said = points.map(({ point, seen }) => `${point}: ${seen}`);
    const count = points.length === 1 ? '1 point fails' : `${points.length} points fail`;
    return refuse(`${count}: ${said.join('; ')}`, points[0]?.fix, {
      points: points.map((point) => ({ ...point })),
    });
  },
  result: ({ state }) => ({
    version: /go version go(\S+)/.exec(state.reported?.output ?? '')?.[1] ?? null,
    path: commandOnPath(state.go)?.file ?? null,
  }),
});
