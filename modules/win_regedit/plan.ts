import { isDeepStrictEqual } from 'node:util';
import {
  change,
  type Json,
  type Plan,
  type PlanInput,
  parseAs,
  type Refusal,
  type ResourceId,
  refuse,
  type Static,
  type Step,
  Type,
} from 'gorun/module';
import { allBelow, predictedOf } from '../../src/module/resources.ts';
import { dataOf, shown } from './data.ts';
import { keyId, keysAbove, otherIds, plainKey, valueId } from './key.ts';
import type { RegeditParams } from './params.ts';

const Value = Type.Object({
  exists: Type.Boolean(),
  kind: Type.Union([Type.String(), Type.Null()]),
  value: Type.Unsafe<Json>({}),
});
type Value = Static<typeof Value>;

const schema = Type.Object({
  /** How many of the key and those above it are not there, the nearest first. */
  missing: Type.Integer(),
  value: Value,
});
/** What the probe of win_regedit sees. */
export type RegeditState = Static<typeof schema>;

export const parseRegeditState = parseAs(schema);
const parseValue = parseAs(Value);
const parseKey = parseAs(
  Type.Object({
    exists: Type.Boolean(),
    kind: Type.Optional(Type.Null()),
    value: Type.Optional(Type.Null()),
  }),
);

type Input = PlanInput<RegeditParams, RegeditState, undefined>;

const none: Value = { exists: false, kind: null, value: null };

/** All that a task reads and may touch. */
export function idsOf({ path, name = '', view }: RegeditParams): readonly ResourceId[] {
  const key = plainKey(path);
  return [keyId(key, view), valueId(key, view, name), ...keysAbove(key).map((one) => keyId(one, view))];
}

/** What a task touches beside what it reads. */
export function touchesOf(params: RegeditParams): readonly ResourceId[] {
  const key = plainKey(params.path);
  const whole = isAboutKey(params) && params.state === 'absent' ? [allBelow(keyId(key, params.view))] : [];
  return [...idsOf(params), ...whole, ...otherIds(key, params.view, params.name ?? '')];
}

const isAboutKey = ({ name, data, state, delete_key }: RegeditParams): boolean =>
  state === 'present' ? name === undefined && data === undefined : name === undefined && delete_key;

/** The state over what earlier tasks would have left. */
export function foreseeRegedit(
  { params, state }: Input,
  predicted: ReadonlyMap<ResourceId, Json>,
): RegeditState {
  const key = plainKey(params.path);
  const { view, name = '' } = params;
  const isMissing = [key, ...keysAbove(key)].map((one, index) => {
    const value = predictedOf(predicted, keyId(one, view));
    return value === undefined ? index < state.missing : !parseKey(value).exists;
  });
  const value = predictedOf(predicted, valueId(key, view, name));
  return {
    missing: isMissing.lastIndexOf(true) + 1,
    value: value === undefined ? state.value : parseValue(value),
  };
}

/** Decides what becomes of the key or the value. */
export function planRegedit({ params, state }: Input): Plan<RegeditState> | Refusal {
  const key = plainKey(params.path);
  if (isAboutKey(params))
    return params.state === 'present' ? keyPresent(params, key, state) : keyAbsent(params, key, state);
  if (params.state === 'absent') return write(params, key, state, none);
  const data = dataOf(params);
  if (typeof data === 'string')
    return refuse(
      `${data}${params.sensitive ? '' : `, not ${JSON.stringify(params.data)}`}`,
      'Mend `data` or `type`.',
    );
  return write(params, key, state, { exists: true, ...data });
}

function keyPresent({ view }: RegeditParams, key: string, state: RegeditState): Plan<RegeditState> {
  if (state.missing === 0) return { steps: [], expected: state };
  return {
    steps: [
      {
        action: 'make-key',
        title: `make ${key}`,
        args: { key, view },
        changes: [change(key, null, 'key')],
        undo: { action: 'unmake-key', title: `remove ${key}`, args: { key, view, made: [] } },
      },
    ],
    expected: { ...state, missing: 0 },
    leaves: keysThere(key, view),
  };
}

function keyAbsent({ view }: RegeditParams, key: string, state: RegeditState): Plan<RegeditState> | Refusal {
  if (state.missing > 0) return { steps: [], expected: state };
  if (keysAbove(key).length === 0)
    return refuse(`${key} is not removed: Windows cannot be without it`, 'Name a key below it.');
  return {
    steps: [
      {
        action: 'remove-key',
        title: `remove ${key}`,
        args: { key, view },
        changes: [change(key, 'key', null)],
        undo: { action: 'restore-key', title: `put ${key} back`, args: { key, view, saved: [] } },
        timeout: 300,
      },
    ],
    expected: { missing: 1, value: none },
    leaves: { [keyId(key, view)]: none, [allBelow(keyId(key, view))]: none, [valueId(key, view, '')]: none },
  };
}

function write(
  params: RegeditParams,
  key: string,
  state: RegeditState,
  to: Value,
): Plan<RegeditState> | Refusal {
  const { view, name = '', sensitive } = params;
  if (isDeepStrictEqual(state.value, to)) return { steps: [], expected: state };
  if (to.exists && !key.includes('\\'))
    return refuse(`${key} itself holds no values`, 'Name a key below it.');
  const label = `${key}\\${name === '' ? '(default)' : name}`;
  const args = { key, view, name };
  const step: Step = {
    action: 'write',
    title: to.exists ? `write ${label}` : `remove ${label}`,
    args: { ...args, from: state.value, to, undoes: false },
    changes: changesOf(label, state.value, to, sensitive),
    undo: {
      action: 'write',
      title: state.value.exists ? `write the former ${label}` : `remove ${label}`,
      args: { ...args, from: to, to: state.value, made: [], undoes: true },
    },
  };
  return {
    steps: [step],
    expected: { missing: to.exists ? 0 : state.missing, value: to },
    leaves: { ...(to.exists ? keysThere(key, view) : {}), [valueId(key, view, name)]: to },
  };
}

function changesOf(label: string, from: Value, to: Value, sensitive: boolean) {
  const said = (one: Value): Json => (!one.exists ? null : sensitive ? 'hidden' : shown(one));
  const kind = from.exists && to.exists && from.kind !== to.kind ? [change('type', from.kind, to.kind)] : [];
  return [change(label, said(from), said(to)), ...kind];
}

function keysThere(key: string, view: 32 | 64): Readonly<Record<ResourceId, Json>> {
  return Object.fromEntries([key, ...keysAbove(key)].map((one) => [keyId(one, view), { exists: true }]));
}
