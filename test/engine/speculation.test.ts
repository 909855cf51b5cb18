import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/json.ts';
import type { Play } from '../../src/playbook/types.ts';
import { anyPlay } from './fake/any-play.ts';
import { when } from './fake/language.ts';
import { play, task } from './fake/playbook.ts';
import { Lab, type Ran } from './fake/run.ts';

const keep = (key: string, value = '1') => task(`keep ${key}`, 'keep', { key, value });

function labWith(values: Readonly<Record<string, Json>>, names = ['a', 'b', 'c']): Lab {
  const lab = new Lab(...names);
  for (const host of lab.hosts.values())
    for (const [key, value] of Object.entries(values)) host.values.set(key, value);
  return lab;
}

/** Everything that must not depend on how probes were asked for. */
function seen(lab: Lab, ran: Ran): unknown {
  return {
    exit: ran.recap.exit,
    hosts: ran.recap.hosts.map(({ stats: _stats, ms: _ms, ...rest }) => rest),
    results: ran.finished
      .map(({ host, task: name, result: { ms: _ms, ...rest } }) => ({ host, name, rest }))
      .toSorted(byHost),
    changes: [...lab.hosts.values()].map(({ changes, values }) => ({
      changes,
      values: [...values].toSorted(),
    })),
    undone: ran
      .of('host.step.undone')
      .map(({ host, title, ok }) => `${host} ${title} ${ok}`)
      .toSorted(),
  };
}

function byHost(one: { host: string }, other: { host: string }): number {
  return one.host.localeCompare(other.host);
}

const values = fc.record(
  { k1: fc.constantFrom('v1', 'v2'), k2: fc.constantFrom('v1', 'v2') },
  { requiredKeys: [] },
);

describe('speculative probes', () => {
  test('a run that changes nothing costs one round trip per host, whatever the number of tasks', async () => {
    const lab = labWith({ x: '1', y: '1', z: '1' });
    const ran = await lab.run([
      play([
        keep('x'),
        task('read', 'read', { key: 'y' }, { register: 'got' }),
        keep('y'),
        task('if', 'keep', { key: 'z', value: '1' }, { when: [when('!got.changed')] }),
      ]),
    ]);
    expect(ran.recap.hosts.map(({ stats }) => stats.roundTrips)).toEqual([1, 1, 1]);
    expect(lab.host('a').requests).toEqual(['probe keep x, probe read y, probe keep y, probe keep z']);
  });

  test('a change outdates only what it may have touched', async () => {
    const lab = labWith({ y: '1' });
    await lab.run([play([keep('x'), keep('y'), task('read', 'read', { key: 'y' })])]);
    expect(lab.host('a').requests).toEqual([
      'probe keep x, probe keep y, probe read y',
      'lock, probe keep x',
      // read does not say what it reads
      'apply keep set x, probe keep x, probe read y',
    ]);
  });

  test('an answer older than 30 seconds is asked for again', async () => {
    const lab = labWith({ x: '1', y: '1' });
    lab.host('a').onRequest = () => {
      lab.clock.time += 31_000;
    };
    await lab.run([play([keep('x'), keep('y')])]);
    expect(lab.host('a').requests).toEqual(['probe keep x, probe keep y', 'probe keep y']);
  });

  test('what a speculated answer tells is usable at once', async () => {
    const lab = labWith({ k1: 'here', y: 'here' });
    const ran = await lab.run([
      play([
        task('read', 'read', { key: 'k1' }),
        keep('y', '$fact_k1'),
        task('say', 'say', { msg: '$fact_k1' }),
      ]),
    ]);
    expect(ran.result('say').message).toBe('here');
    expect(lab.host('a').requests).toEqual(['probe read k1', 'probe keep y']);
  });

  test('a probe is not sent for a task whose condition is false already', async () => {
    const lab = labWith({ x: '1' });
    await lab.run([
      play([keep('x'), task('other', 'keep', { key: 'y', value: '1' }, { when: [when('zone == two')] })]),
    ]);
    expect(lab.host('a').requests).toEqual(['probe keep x']);
  });

  test('are not waited for behind one that fails or hangs: their time limits would add up', async () => {
    const lab = labWith({ x: '1', y: '1', z: '1' }, ['a']);
    const asked: Json[] = [];
    lab.host('a').fault = ({ args }) => {
      asked.push(args);
      return 'timeout';
    };
    const ran = await lab.run([play([keep('x'), keep('y'), keep('z')])]);
    expect(lab.host('a').requests).toEqual(['probe keep x, probe keep y, probe keep z']);
    expect(asked).toHaveLength(1);
    expect(ran.result('keep x').status).toBe('failed');
  });

  test('can be turned off', async () => {
    const lab = labWith({ x: '1', y: '1' });
    await lab.run([play([keep('x'), keep('y')])], { speculation: false });
    expect(lab.host('a').requests).toEqual(['probe keep x', 'probe keep y']);
  });

  test('lead to the same results as asking task by task', async () => {
    // Where hosts work for each other at the same time, what comes of it hangs on who is first.
    const plays = fc.boolean().chain((delegation) => {
      const wild = { lateParams: true, failures: true, commands: true, delegation };
      const given = fc.array(anyPlay(wild), { minLength: 1, maxLength: 2 });
      return given.map((one) => ({ given: one, delegation }));
    });
    await fc.assert(
      fc.asyncProperty(
        plays,
        values,
        fc.boolean(),
        fc.constantFrom(1, 5),
        async ({ given, delegation }, before, check, forks) => {
          const ran = await Promise.all(
            [true, false].map(async (speculation) => {
              const lab = labWith(before);
              const told = await lab.run(given, { speculation, check, forks: delegation ? 1 : forks });
              return { seen: seen(lab, told), trips: told.recap.hosts.map(({ stats }) => stats.roundTrips) };
            }),
          );
          const [ahead, oneByOne] = ran;
          expect(ahead?.seen).toEqual(oneByOne?.seen);
          for (const [index, trips] of ahead?.trips.entries() ?? [])
            expect(trips).toBeLessThanOrEqual(oneByOne?.trips[index] ?? 0);
        },
      ),
      { numRuns: 120 },
    );
  });

  test('make a second run that changes nothing cost one round trip for each account that works there', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyPlay({ lateParams: false, failures: false, commands: false, delegation: false }),
        values,
        async (given, values) => {
          const calm: Play = { ...given, handlers: [] };
          const lab = labWith(values);
          await lab.run([calm]);
          const before = new Map([...lab.hosts].map(([name, { opened }]) => [name, opened]));
          const again = await lab.run([calm]);
          for (const { host, changed, stats } of again.recap.hosts) {
            const accounts = lab.host(host).opened - (before.get(host) ?? 0);
            if (changed === 0) expect(stats.roundTrips).toBeLessThanOrEqual(accounts);
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  test('check mode changes nothing and never contradicts the run', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyPlay({ lateParams: true, failures: true, commands: false, delegation: false }),
        values,
        async (given, before) => {
          const lab = labWith(before, ['a']);
          const checked = await lab.run([given], { check: true });
          for (const host of lab.hosts.values()) expect(host.changes).toEqual([]);
          const ran = await lab.run([given]);
          for (const { host, name, status } of contradictions(checked, ran))
            expect(`${host} ${name} ${status}`).toBe('');
        },
      ),
      { numRuns: 120 },
    );
  });
});

/** Results of check mode that the run did not have. `unknown` claims nothing; where it failed in the run all else is open. */
function* contradictions(checked: Ran, ran: Ran): Iterable<{ host: string; name: string; status: string }> {
  const real = ran.finished;
  let next = 0;
  for (const { host, id, task: name, result } of checked.finished) {
    const other = real[next];
    if (result.status === 'unknown') {
      // A handler that is perhaps notified need not run.
      if (other?.task !== name) continue;
      if (other.result.status === 'failed') return;
      // What an include would bring is as open as the include itself.
      for (; real[next + 1]?.id.startsWith(`${id}.file`); next += 1)
        if (real[next + 1]?.result.status === 'failed') return;
    } else if (other?.task !== name || other.result.status !== result.status)
      yield {
        host,
        name,
        status: `${result.status} in check mode, ${other?.task} ${other?.result.status} in the run`,
      };
    next += 1;
  }
}
