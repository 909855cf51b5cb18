import fc from 'fast-check';
import type { Condition } from '../../../src/expression/types.ts';
import type { Node, Play, Task } from '../../../src/playbook/types.ts';
import { condition, plain, template } from './language.ts';
import { block, include, play, task } from './playbook.ts';

const key = fc.constantFrom('k1', 'k2', 'k3');
const value = fc.constantFrom('v1', 'v2');
const name = fc.constantFrom('r1', 'r2');

/** Conditions on what earlier tasks registered; what is not registered (yet) counts as unchanged. */
const registers: fc.Arbitrary<Condition> = fc.tuple(name, fc.boolean()).map(([register, wanted]) =>
  condition(`${register} changed ${wanted}`, (scope) => {
    const held = scope.get(register);
    const changed = typeof held === 'object' && held !== null && 'changed' in held && held.changed === true;
    return changed === wanted;
  }),
);

const onHost: fc.Arbitrary<Condition> = fc
  .constantFrom('a', 'b')
  .map((host) => condition(`on ${host}`, (scope) => scope.get('inventory_hostname') === host));

const extras = fc.record(
  {
    register: fc.option(name, { nil: undefined }),
    when: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.tuple(fc.oneof(registers, onHost)) },
    ),
    ignoreErrors: fc.boolean(),
    notify: fc.constantFrom([], [], [plain('handler')]),
  },
  { requiredKeys: [] },
);

/** How a generated play may differ from host to host and moment to moment. */
export interface Wildness {
  /** Params and loops that need what an earlier task found out. */
  readonly lateParams: boolean;
  readonly failures: boolean;
  /** Tasks that act every time. */
  readonly commands: boolean;
}

function tasks({ lateParams, failures, commands }: Wildness): fc.Arbitrary<Task> {
  const anyValue = lateParams ? fc.oneof(value, fc.constantFrom('$r1.value', '$fact_k1', '$own')) : value;
  const named = (module: string, params: fc.Arbitrary<Record<string, string>>): fc.Arbitrary<Task> =>
    fc.tuple(params, extras).map(([given, more]) => task(`${module} ${given.key}`, module, given, more));
  const kept = fc.record({ key, value: anyValue });
  const kinds = [
    named('keep', kept),
    named('silent', kept),
    named('two', kept),
    named('read', fc.record({ key })),
    named('set_fact', fc.record({ own: value })),
    fc.tuple(fc.uniqueArray(key), kept, extras).map(([keys, given, more]) =>
      task(
        'looped',
        'keep',
        { ...given, key: '$item' },
        {
          ...more,
          loop: {
            items: plain(keys),
            variable: 'item',
            indexVariable: undefined,
            label: undefined,
            pause: 0,
            until: undefined,
            extended: false,
          },
        },
      ),
    ),
  ];
  if (lateParams)
    kinds.push(
      extras.map((more) =>
        task(
          'late loop',
          'keep',
          { key: '$item', value: 'v1' },
          {
            ...more,
            loop: {
              items: template(['own'], (scope) => (scope.get('own') === 'v1' ? ['k1'] : ['k2', 'k3'])),
              variable: 'item',
              indexVariable: undefined,
              label: undefined,
              pause: 0,
              until: undefined,
              extended: false,
            },
          },
        ),
      ),
    );
  if (failures)
    kinds.push(
      named('fail', fc.constant({})),
      named('keep', fc.record({ key, value: fc.constant('refused') })),
    );
  if (commands) kinds.push(named('command', fc.record({ key })));
  return fc.oneof(...kinds);
}

const rollback = task('rollback', 'rollback');

/** Its items are not used: `item` stands for what the tasks below loop over themselves. */
const loop = {
  variable: 'turn',
  indexVariable: undefined,
  label: undefined,
  pause: 0,
  until: undefined,
  extended: false,
};

/** Plays with nested blocks, loops, conditions on registers, failures, facts and handlers. */
export function anyPlay(wildness: Wildness): fc.Arbitrary<Play> {
  const leaf = tasks(wildness);
  const { nodes } = fc.letrec<{ node: Node; nodes: Node[]; block: Node; include: Node }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      { weight: 4, arbitrary: leaf },
      { weight: 1, arbitrary: tie('block') },
      { weight: 1, arbitrary: tie('include') },
    ),
    nodes: fc.array(tie('node'), { maxLength: 5 }),
    include: fc
      .record({
        tasks: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
        when: fc.oneof(fc.constant([]), fc.tuple(fc.oneof(registers, onHost))),
        items: fc.option(fc.uniqueArray(key, { maxLength: 2 }), { nil: undefined, freq: 4 }),
      })
      .map(({ tasks: inside, when, items }) =>
        include(inside, { when, loop: items === undefined ? undefined : { ...loop, items: plain(items) } }),
      ),
    block: fc
      .record({
        tasks: fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
        rescue: fc.oneof(fc.constant([]), fc.constant([rollback]), fc.array(leaf, { maxLength: 2 })),
        always: fc.array(leaf, { maxLength: 2 }),
        resolved: fc.boolean(),
      })
      .map(({ tasks: inside, ...more }) => block(inside, more)),
  }));
  return fc
    .record({
      nodes,
      handler: leaf,
      serial: fc.constantFrom([], [{ hosts: 1 }]),
      anyErrorsFatal: fc.boolean(),
    })
    .map(({ nodes: inside, handler, serial, anyErrorsFatal }) =>
      play(inside, {
        serial,
        anyErrorsFatal,
        handlers: [{ ...handler, name: plain('handler'), notify: [] }],
      }),
    );
}
