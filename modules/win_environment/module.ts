import { defineHostModule, type Json, type PlanInput, parseAs, type ResourceId, Type } from 'gorun/module';
import { predictedOf, variableId } from '../../src/module/resources.ts';
import { environmentParams, wantedVariables } from './params.ts';
import { type EnvironmentState, planEnvironment } from './plan.ts';
import { parseEnvironmentState, Stored } from './state.ts';

const parseStored = parseAs(Stored);

export default defineHostModule({
  name: 'win_environment',
  summary: 'Sets or removes environment variables of the machine or of the account.',
  description: [
    'A variable that is there keeps its kind (REG_SZ or REG_EXPAND_SZ); a new one is REG_EXPAND_SZ where its value holds `%NAME%`. Programs that run are told of the',
    'change once, and later tasks of the play see it. For PATH there is env_path.',
    '',
    'Undo writes the exact former values and kinds, unless somebody has changed them since.',
  ].join('\n'),
  platforms: ['windows'],
  uses: ['registry', 'environment', 'administrator'],
  params: environmentParams,
  returns: Type.Object({
    values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()]), {
      description: 'The named variables as they are now; null where there is none.',
    }),
  }),
  examples: [
    {
      title: 'One variable for all users',
      yaml: '- win_environment:\n    name: GOPROXY\n    value: https://proxy.example',
    },
    {
      title: 'Several for the account; null removes',
      yaml: '- win_environment:\n    level: user\n    variables:\n      TOOL_HOME: C:\\tools\n      TOOL_OPTS: null',
    },
  ],
  probeArgs: (params) => ({ level: params.level, names: Object.keys(wantedVariables(params)) }),
  parseState: parseEnvironmentState,
  reads: idsOf,
  touches: idsOf,
  foresee,
  plan: planEnvironment,
  result: ({ params, state }) => ({
    values: params.sensitive
      ? {}
      : Object.fromEntries(state.variables.map(({ name, value }) => [name, value])),
  }),
});

type Params = Parameters<typeof wantedVariables>[0];

function idsOf(params: Params): readonly ResourceId[] {
  return Object.keys(wantedVariables(params)).map((name) => variableId(params.level, name));
}

function foresee(
  { params, state }: PlanInput<Params, EnvironmentState, undefined>,
  predicted: ReadonlyMap<ResourceId, Json>,
): EnvironmentState {
  const variables = state.variables.map((one) => {
    const value = predictedOf(predicted, variableId(params.level, one.name));
    return value === undefined ? one : { name: one.name, ...parseStored(value) };
  });
  return { ...state, variables };
}
