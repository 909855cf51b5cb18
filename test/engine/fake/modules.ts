import { Type } from 'typebox';
import { isJsonObject, type Json, type JsonObject } from '../../../src/json.ts';
import type {
  HostModule,
  LoadedModule,
  ModuleDefinition,
  ModuleRegistry,
} from '../../../src/module/contract.ts';

const anything = Type.Object({});

/** Params of a fake module, as text. */
function text(params: object, key: string): string {
  return Object.hasOwn(params, key) ? String(Object.entries(params).find(([name]) => name === key)?.[1]) : '';
}

/**
 * `keep {key, value}`: a host has the value under the key. Names what it reads and touches, can be foreseen, and its
 * undo puts the former value back. A value `refused` is refused.
 */
export const keep: HostModule = {
  kind: 'host',
  name: 'keep',
  summary: 'Keeps a value.',
  platforms: ['posix'],
  params: anything,
  reads: (params) => [`key:${text(params, 'key')}`],
  touches: (params) => [`KEY:${text(params, 'key')}`],
  foresee: (input, predicted) => predicted.get(`key:${text(input.params, 'key')}`),
  plan({ params, state }) {
    const key = text(params, 'key');
    const value = text(params, 'value');
    if (value === 'refused') return { refused: `${key} must not be ${value}`, fix: 'take another' };
    if (state === value) return { steps: [] };
    return {
      steps: [
        {
          title: `set ${key} to ${value}`,
          action: 'set',
          args: { key, value },
          changes: [{ property: key, before: state, after: value }],
          undo: { title: `put ${key} back`, action: 'set', args: { key, value: state } },
        },
      ],
      expected: value,
      leaves: { [`key:${key}`]: value },
    };
  },
  result: ({ state }) => ({ value: state }),
};

/** The same, but it can neither foresee nor say what it leaves behind. */
const { foresee: _foresee, ...blind } = keep;
const silent: HostModule = {
  ...blind,
  name: 'silent',
  plan(input) {
    const plan = keep.plan(input);
    return 'refused' in plan ? plan : { steps: plan.steps };
  },
};

/** `read {key}`: its value as the fact `fact_<key>`. Does not say what it reads. */
const read: HostModule = {
  kind: 'host',
  name: 'read',
  summary: 'Reads a value.',
  platforms: ['posix'],
  params: anything,
  touches: () => [],
  plan: () => ({ steps: [] }),
  result: ({ state }) => ({ value: state }),
  facts: ({ params, state }) => ({ [`fact_${text(params, 'key')}`]: state }),
};

/** `two {key}`: two steps on the host with one on the controller between them; the second may be told to fail. */
const two: HostModule = {
  kind: 'host',
  name: 'two',
  summary: 'Three steps.',
  platforms: ['posix'],
  params: anything,
  plan({ params, state }) {
    const value = text(params, 'value');
    if (state === value) return { steps: [] };
    const key = text(params, 'key');
    const set = (name: string, to: Json, before: Json) => ({
      title: `set ${name}`,
      action: 'set',
      args: { key: name, value: to },
      changes: [],
      undo: { title: `unset ${name}`, action: 'set', args: { key: name, value: before } },
    });
    return {
      steps: [
        set(`${key}.first`, value, null),
        { title: 'push', action: 'push', args: { key: `${key}.pushed` }, changes: [], where: 'controller' },
        set(key, value, state),
      ],
    };
  },
  actions: {
    async push(args, io) {
      const outcome = await io.call('Apply', { action: 'set', args: { ...args, value: 'pushed' } });
      if (!outcome.ok) throw new Error(outcome.error.message);
      return { data: { pushed: true } };
    },
  },
};

/** `command {key}`: appends to a key; always acts and cannot be checked afterwards. */
const command: HostModule = {
  kind: 'host',
  name: 'command',
  summary: 'Always acts.',
  platforms: ['posix'],
  params: anything,
  verify: 'none',
  plan: ({ params }) => ({
    steps: [{ title: 'run', action: 'append', args: { key: text(params, 'key') }, changes: [] }],
  }),
  result: (_input, data) => ({ ran: data.length }),
};

/** `wait {key}`: a step that changes nothing. */
const wait: HostModule = {
  kind: 'host',
  name: 'wait',
  summary: 'Waits for a value.',
  platforms: ['posix'],
  params: anything,
  verify: 'none',
  touches: () => [],
  plan: ({ params }) => ({
    steps: [
      { title: 'wait', action: 'append', args: { key: text(params, 'key') }, changes: [], effect: 'none' },
    ],
  }),
};

/** `renew {key, value}`: acts each time that the value is not the one given; afterwards it must be `new`. */
const renew: HostModule = {
  kind: 'host',
  name: 'renew',
  summary: 'Acts each time.',
  platforms: ['posix'],
  params: anything,
  verifyAs: (params) => ({ ...params, value: 'new' }),
  plan: ({ params, state }) =>
    state === text(params, 'value')
      ? { steps: [] }
      : {
          steps: [
            { title: 'renew', action: 'set', args: { key: text(params, 'key'), value: 'new' }, changes: [] },
          ],
        },
};

const controllers: readonly ModuleDefinition[] = [
  {
    kind: 'controller',
    name: 'say',
    ahead: 'computes',
    summary: 'Says something.',
    params: anything,
    run: async (params) => ({ message: text(params, 'msg') }),
  },
  {
    kind: 'controller',
    name: 'fail',
    ahead: 'computes',
    summary: 'Fails.',
    params: anything,
    run: async () => ({ failed: 'told to fail' }),
  },
  {
    kind: 'controller',
    name: 'set_fact',
    ahead: 'computes',
    summary: 'Sets variables.',
    params: anything,
    run: async (params) => ({ facts: Object.fromEntries(Object.entries(params)) }),
  },
  {
    kind: 'controller',
    name: 'pause',
    ahead: 'waits',
    summary: 'Waits.',
    params: anything,
    async run(_params, io) {
      await io.sleep(60_000);
      return {};
    },
  },
  { kind: 'engine', name: 'rollback', summary: 'Undoes.', params: anything },
];

/** The fake modules, and more. */
export function registry(...more: readonly ModuleDefinition[]): ModuleRegistry {
  const all = new Map(
    [keep, silent, read, two, command, wait, renew, ...controllers, ...more].map(
      (definition): [string, LoadedModule] => [
        definition.name,
        {
          definition,
          scripts: { posix: { hash: definition.name, text: definition.name } },
          folder: undefined,
          check: (params) => check(params),
        },
      ],
    ),
  );
  return { get: (name) => all.get(name), names: () => [...all.keys()] };
}

function check(
  params: Json,
): { readonly params: JsonObject } | { readonly problems: [{ pointer: string; message: string }] } {
  if (!isJsonObject(params)) return { problems: [{ pointer: '', message: 'must be a mapping' }] };
  return 'wrong' in params ? { problems: [{ pointer: '/wrong', message: 'is not known' }] } : { params };
}
