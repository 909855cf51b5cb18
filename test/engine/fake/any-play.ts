import fc from 'fast-check';
import type { Condition } from '../../../src/expression/types.ts';
import type { Node, Play, Task } from '../../../src/playbook/types.ts';
import { condition, plain, template } from './language.ts';
import { block, include, over, play, task } from './playbook.ts';

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
    become: fc.constantFrom(
      ...[undefined, undefined, true].map((on) => ({
        on,
        user: plain('root'),
        method: undefined,
        flags: undefined,
      })),
    ),
  },
  { requiredKeys: [] },
);

/** Loops over what an earlier loop did; over nothing where there is none. */
const results = template(['r1'], (scope) => {
  const held = scope.get('r1');
  const turns = typeof held === 'object' && held !== null && 'results' in held ? held.results : [];
  if (!Array.isArray(turns)) return [];
  return turns.flatMap((turn) =>
    typeof turn === 'object' && turn !== null && 'item' in turn ? [turn.item ?? null] : [],
  );
});

const isNew = condition('the value is v1', (scope) => {
  const held = scope.get('r1');
  return typeof held === 'object' && held !== null && 'value' in held && held.value === 'v1';
});

/** How a generated play may differ from host to host and moment to moment. */
export interface Wildness {
  /** Params and loops that need what an earlier task found out. */
  readonly lateParams: boolean;
  readonly failures: boolean;
  /** Tasks that act every time. */
  readonly commands: boolean;
  /** Tasks that host a does for the others. */
  readonly delegation: boolean;
}

function tasks({ lateParams, failures, commands, delegation }: Wildness): fc.Arbitrary<Task> {
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
          loop: over(plain(keys)),
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
            loop: over(template(['own'], (scope) => (scope.get('own') === 'v1' ? ['k1'] : ['k2', 'k3']))),
          },
        ),
      ),
    );
  const turns = over(results);
  if (lateParams)
    kinds.push(
      extras.map((more) => task('over results', 'read', { key: '$item' }, { ...more, loop: turns })),
      named('silent', kept).map((one) => ({ ...one, register: 'r1' })),
    );
  if (lateParams && failures)
    kinds.push(
      named('read', fc.record({ key })).map((one) => ({ ...one, register: 'r1', until: isNew, retries: 1 })),
    );
  if (delegation) kinds.push(named('keep', kept).map((one) => ({ ...one, delegateTo: plain('a') })));
  if (failures)
    kinds.push(
      named('fail', fc.constant({})),
      named('keep', fc.record({ key, value: fc.constant('refused') })),
    );
  if (commands)
    kinds.push(
      named('command', fc.record({ key })),
      named('wait', fc.record({ key })),
      named('pause', fc.constant({})),
    );
  return fc.oneof(...kinds);
}

const rollback = task('rollback', 'rollback');

/** Plays with nested blocks, loops, conditions on registers, failures, facts and handlers. */
export function anyPlay(wildness: Wildness): fc.Arbitrary<Play> {
  const leaf = tasks(wildness);
  const { nodes } = fc.letrec<{ node: Node; nodes: Node[]; block: Node; include: Node; file: Node }>(
    (tie) => ({
      node: fc.oneof(
        { maxDepth: 2, withCrossShrink: true },
        { weight: 4, arbitrary: leaf },
        { weight: 1, arbitrary: tie('block') },
        { weight: 1, arbitrary: tie('include') },
        ...(wildness.lateParams ? [{ weight: 1, arbitrary: tie('file') }] : []),
      ),
      // One of two files, by a variable that is set on the way.
      file: fc
        .tuple(fc.array(tie('node'), { maxLength: 2 }), fc.array(tie('node'), { maxLength: 2 }))
        .map(([one, other]) =>
          include([], {
            known: undefined,
            target: template(['own'], (scope) => `${scope.get('own') ?? 'none'}.yml`),
            load: async (name) => ({ nodes: name === 'v1.yml' ? one : other, handlers: [] }),
          }),
        ),
      nodes: fc.array(tie('node'), { maxLength: 5 }),
      include: fc
        .record({
          tasks: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
          when: fc.oneof(fc.constant([]), fc.tuple(fc.oneof(registers, onHost))),
          items: fc.option(fc.uniqueArray(key, { maxLength: 2 }), { nil: undefined, freq: 4 }),
        })
        .map(({ tasks: inside, when, items }) =>
          include(inside, {
            when, // `item` stands for what the tasks below loop over themselves.
            loop: items === undefined ? undefined : over(plain(items), { variable: 'turn' }),
          }),
        ),
      block: fc
        .record({
          tasks: fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
          rescue: fc.oneof(fc.constant([]), fc.constant([rollback]), fc.array(leaf, { maxLength: 2 })),
          always: fc.array(leaf, { maxLength: 2 }),
          resolved: fc.boolean(),
        })
        .map(({ tasks: inside, ...more }) => block(inside, more)),
    }),
  );
  return fc
    .record({
      nodes,
      handler: leaf,
      serial: fc.constantFrom([], [{ hosts: 1 }]),
      anyErrorsFatal: fc.boolean(),
      strategy: fc.constantFrom('linear' as const, 'linear' as const, 'free' as const),
    })
    .map(({ nodes: inside, handler, serial, anyErrorsFatal, strategy }) =>
      play(inside, {
        serial,
        strategy: wildness.delegation ? 'linear' : strategy,
        // How far others have come by then hangs on who is quicker.
        anyErrorsFatal: anyErrorsFatal && strategy === 'linear',
        handlers: [{ ...handler, name: plain('handler'), notify: [] }],
      }),
    );
}
