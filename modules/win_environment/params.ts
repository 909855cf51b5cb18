import { type Static, Type } from 'gorun/module';

const name = '^[^=\\u0000-\\u001f]+$';
const value = { maxLength: 32_766, pattern: '^[^\\u0000]*$' };

export const environmentParams = Type.Object({
  name: Type.Optional(Type.String({ pattern: name, description: 'The variable.' })),
  value: Type.Optional(
    Type.String({ ...value, secretIf: 'sensitive', description: 'What it is to hold; not empty.' }),
  ),
  variables: Type.Optional(
    Type.Record(Type.String({ pattern: name }), Type.Union([Type.String(value), Type.Null()]), {
      secretIf: 'sensitive',
      description: 'Several variables; null or an empty text removes one. Instead of `name` and `value`.',
    }),
  ),
  state: Type.Union([Type.Literal('present'), Type.Literal('absent')], {
    default: 'present',
    description: 'Of `name`.',
  }),
  level: Type.Union([Type.Literal('machine'), Type.Literal('user')], {
    default: 'machine',
    description: '`user`: of the account that gorun connects as.',
  }),
  sensitive: Type.Boolean({ default: false, description: 'The values are never shown.' }),
});
/** What a playbook gives to win_environment. */
export type EnvironmentParams = Static<typeof environmentParams>;

/** What each named variable is to hold; null: it is not there. */
export function wantedVariables(params: EnvironmentParams): Readonly<Record<string, string | null>> {
  const several = Object.entries(params.variables ?? {}).map(([key, one]) => [key, one || null] as const);
  const { name: only } = params;
  const own =
    only === undefined ? [] : [[only, params.state === 'absent' ? null : (params.value ?? null)] as const];
  return Object.fromEntries([...several, ...own]);
}
