import { change, type Plan, type PlanInput, type Refusal, refuse } from 'gorun/module';
import { variableId } from '../../src/module/resources.ts';
import { type EnvironmentParams, wantedVariables } from './params.ts';
import type { EnvironmentState, Stored } from './state.ts';

export type { EnvironmentState } from './state.ts';

interface Write {
  readonly name: string;
  readonly from: Stored;
  readonly to: Stored;
}

/** Decides which variables are written or removed. */
export function planEnvironment({
  params,
  state,
}: PlanInput<EnvironmentParams, EnvironmentState, undefined>): Plan<EnvironmentState> | Refusal {
  const { level, sensitive } = params;
  const wanted = wantedVariables(params);
  const problem = problemOf(params, wanted, state);
  if (problem !== undefined) return problem;
  const writes = state.variables.flatMap((one): Write[] => {
    const { name, ...from } = one;
    const to = after(from, wanted[name] ?? null);
    return from.exists === to.exists && from.value === to.value ? [] : [{ name, from, to }];
  });
  if (writes.length === 0) return { steps: [], expected: state };
  if (level === 'machine' && !state.administrator)
    return refuse(
      'the account has no administrator rights',
      'Connect as an administrator, or use level: user.',
    );
  const names = writes.map(({ name }) => name).join(', ');
  const shown = ({ value, exists }: Stored) => (sensitive && exists ? 'hidden' : value);
  return {
    steps: [
      {
        action: 'write',
        title: `write ${names} of the ${level}`,
        args: { level, writes: writes.map((one) => ({ ...one })) },
        changes: writes.map(({ name, from, to }) => change(name, shown(from), shown(to))),
        undo: {
          action: 'write',
          title: `write the former ${names} of the ${level}`,
          args: { level, writes: writes.map(({ name, from, to }) => ({ name, from: to, to: from })) },
        },
        timeout: 60,
      },
    ],
    expected: {
      ...state,
      variables: state.variables.map((one) => ({
        ...one,
        ...writes.find(({ name }) => name === one.name)?.to,
      })),
    },
    leaves: Object.fromEntries(writes.map(({ name, to }) => [variableId(level, name), to])),
    warnings: writes.flatMap(({ name, to }) => unexpanded(name, to)),
  };
}

function after(from: Stored, value: string | null): Stored {
  if (value === null) return { exists: false, kind: null, value: null };
  const kind = from.kind ?? (/%[^%]+%/.test(value) ? 'ExpandString' : 'String');
  return { exists: true, kind, value };
}

function problemOf(
  params: EnvironmentParams,
  wanted: Readonly<Record<string, string | null>>,
  state: EnvironmentState,
): Refusal | undefined {
  const { name, value, variables } = params;
  if ((name === undefined) === (variables === undefined))
    return refuse('exactly one of name and variables is needed', 'Give `name` and `value`, or `variables`.');
  if (name !== undefined && params.state === 'present' && !value)
    return refuse(
      `${name} is given no value`,
      'Windows has no empty variables: give `value`, or state: absent.',
    );
  const names = Object.keys(wanted).map((one) => one.toLowerCase());
  const twice = names.find((one, index) => names.indexOf(one) !== index);
  if (twice !== undefined) return refuse(`${twice} is named twice`, 'Windows does not tell case apart.');
  if (names.includes('path')) return refuse('PATH is a list that many programs add to', 'Use env_path.');
  const odd = state.variables.find(
    ({ kind }) => kind !== null && kind !== 'String' && kind !== 'ExpandString',
  );
  if (odd !== undefined)
    return refuse(`${odd.name} is a ${odd.kind} in the registry, not text`, 'Mend it by hand.');
  return undefined;
}

/** Windows does not expand a REG_SZ. */
function unexpanded(name: string, { kind, value }: Stored): readonly string[] {
  return kind === 'String' && value !== null && /%[^%]+%/.test(value)
    ? [`${name} is REG_SZ and stays so: Windows will not expand what is between % in it`]
    : [];
}
