import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/json.ts';
import type { HostModule } from '../../src/module/contract.ts';
import { at, condition, plain, template, when } from './fake/language.ts';
import { registry } from './fake/modules.ts';
import { block, include, over, play, task } from './fake/playbook.ts';
import { Lab } from './fake/run.ts';

const keep = (key: string, value = '1') => task(`keep ${key}`, 'keep', { key, value });
const read = (key: string, register?: string) => task(`read ${key}`, 'read', { key }, { register });

function labWith(values: Readonly<Record<string, Json>> = {}, names = ['a']): Lab {
  const lab = new Lab(...names);
  for (const host of lab.hosts.values())
    for (const [key, value] of Object.entries(values)) host.values.set(key, value);
  return lab;
}

/** What a run asked host a, a line per request. */
async function requestsOf(lab: Lab, ...given: Parameters<Lab['run']>): Promise<readonly string[]> {
  await lab.run(...given);
  return lab.host('a').requests;
}

describe('a run that changes nothing', () => {
  test('of six tasks costs one round trip', async () => {
    const keys = ['u', 'v', 'w', 'x', 'y', 'z'];
    const lab = labWith(Object.fromEntries(keys.map((key) => [key, '1'])));
    const ran = await lab.run([play(keys.map((key) => keep(key)))]);
    expect(lab.host('a').requests).toHaveLength(1);
    expect(ran.recap.hosts[0]?.stats).toMatchObject({ roundTrips: 1, hits: 5, misses: 1, wasted: 0 });
  });

  test('costs as many as the longest chain of results is deep, however many chains there are', async () => {
    const lab = labWith({ k1: 'a', k2: 'b', x: 'a', y: 'b', z: 'a' });
    const requests = await requestsOf(lab, [
      play([
        read('k1', 'one'),
        keep('x', '$one.value'),
        read('k2', 'two'),
        keep('y', '$two.value'),
        keep('z', '$fact_k1'),
      ]),
    ]);
    expect(requests).toEqual(['probe read k1, probe read k2', 'probe keep x, probe keep y, probe keep z']);
  });

  test('sees through what set_fact makes of a result, conditions on it, and blocks', async () => {
    const lab = labWith({ k1: 'a', x: 'a', y: '1' });
    const requests = await requestsOf(lab, [
      play([
        read('k1', 'one'),
        task('own', 'set_fact', { own: '$one.value' }),
        block([keep('x', '$own'), { ...keep('n'), when: [when('own == other')] }], { always: [keep('y')] }),
      ]),
    ]);
    expect(requests).toEqual(['probe read k1, probe keep n, probe keep y', 'probe keep x']);
  });

  test('asks for all turns of a loop over a result at once, and for what follows from them', async () => {
    const lab = labWith({ k1: 'a', x: '1', y: '1', z: '1' });
    const keys = template(['fact_k1'], (scope) => (scope.get('fact_k1') === 'a' ? ['x', 'y'] : []));
    const last = template(['several'], (scope) => {
      const several = scope.get('several');
      const results = several && typeof several === 'object' && 'results' in several && several.results;
      if (!Array.isArray(results)) throw new Error('not there yet');
      return results.length === 2 ? ['z'] : [];
    });
    const requests = await requestsOf(lab, [
      play([
        read('k1'),
        task('several', 'keep', { key: '$item', value: '1' }, { loop: over(keys), register: 'several' }),
        task('last', 'keep', { key: '$item', value: '1' }, { loop: over(last) }),
      ]),
    ]);
    expect(requests).toEqual(['probe read k1', 'probe keep x, probe keep y', 'probe keep z']);
  });

  test('reads files ahead that are included by a name from a result, for each turn of a loop', async () => {
    const lab = labWith({ k1: 'a', x: 'one', y: 'two', z: 'a' });
    const loaded: string[] = [];
    const files: Readonly<Record<string, string>> = { 'a-one.yml': 'x', 'a-two.yml': 'y' };
    const bring = include([], {
      known: undefined,
      loop: over(plain(['one', 'two'])),
      target: template(['fact_k1', 'item'], (scope) => `${at(scope, 'fact_k1')}-${at(scope, 'item')}.yml`),
      load: async (name) => {
        loaded.push(name);
        return { nodes: [task(name, 'keep', { key: files[name] ?? '', value: '$item' })], handlers: [] };
      },
    });
    expect(await requestsOf(lab, [play([read('k1'), keep('z', '$fact_k1'), bring])])).toEqual([
      'probe read k1',
      'probe keep z, probe keep x, probe keep y',
    ]);
    // Once to look ahead, and once when their turn comes.
    expect(loaded).toEqual(['a-one.yml', 'a-two.yml', 'a-one.yml', 'a-two.yml']);
  });

  test('asks ahead for tasks of an include of which it is not known yet whether it includes', async () => {
    const lab = labWith({ k1: 'a', x: '1' });
    const inside = include([keep('x')], { when: [when('fact_k1 == a')] });
    expect(await requestsOf(lab, [play([read('k1'), inside])])).toEqual(['probe read k1, probe keep x']);
  });

  test('reads a file of variables ahead once, however many hosts need it, and again at its turn', async () => {
    const lab = labWith({ k1: 'a', x: 'a' }, ['a', 'b', 'c']);
    lab.modules = registry({
      kind: 'controller',
      name: 'variables',
      summary: 'Reads variables.',
      ahead: 'computes',
      defines: 'unknown',
      params: Type.Object({}),
      run: async (_params, io) => ({ variables: await io.readVariables(import.meta.filename) }),
    });
    let times = 0;
    const readVariables = async () => {
      times += 1;
      return { own: 'a' };
    };
    const ran = await lab.run([play([read('k1'), task('vars', 'variables'), keep('x', '$own')])], {
      readVariables,
    });
    expect(ran.recap.hosts.map(({ stats }) => stats.roundTrips)).toEqual([1, 1, 1]);
    expect(times).toBe(4);
  });

  test('looks no further than the end of the host’s play', async () => {
    const lab = labWith({ x: '1' });
    const end = {
      kind: 'meta' as const,
      action: 'end_host' as const,
      ...{ position: play([]).position, id: 'm', name: plain('end'), when: [], vars: {}, tags: [] },
      role: undefined,
    };
    expect(await requestsOf(lab, [play([keep('x'), end, keep('y')])])).toEqual(['probe keep x']);
  });

  test('goes on where a file includes itself, and comes to an end', async () => {
    const lab = labWith({ x: '1' });
    const again: Parameters<typeof include>[1] = {
      known: undefined,
      when: [condition('depth', () => true)],
      load: async () => ({ nodes: [keep('x'), include([], again)], handlers: [] }),
    };
    lab.clock.onSleep = () => lab.soon.abort();
    const stop = task('stop', 'pause');
    await lab.run([play([keep('x'), include([stop, include([], again)])])]);
    expect(lab.host('a').requests).toEqual(['probe keep x']);
  });
});

describe('a run with changes', () => {
  const keys = ['x', 'y', 'z'];

  test('costs two round trips and one for each task that changes something', async () => {
    const lab = labWith({ same: '1' });
    const requests = await requestsOf(lab, [play([keep('x'), keep('same'), keep('y'), keep('z')])]);
    expect(requests).toEqual([
      'probe keep x, probe keep same, probe keep y, probe keep z',
      // Who changes nothing needs no answer from under the lock.
      'lock, probe keep x, probe keep y, probe keep z',
      'apply keep set x, probe keep x',
      'apply keep set y, probe keep y',
      'apply keep set z, probe keep z',
    ]);
  });

  test('costs no more where each change outdates all answers', async () => {
    const lab = labWith({});
    const commands = keys.map((key) => task(key, 'command', { key }));
    const requests = await requestsOf(lab, [play([...commands, read('x')])]);
    expect(requests).toEqual([
      'probe command x, probe command y, probe command z, probe read x',
      'lock, probe command x',
      'apply command append x, probe command y',
      'apply command append y, probe command z',
      'apply command append z, probe read x',
    ]);
  });

  test('asks once for what hangs on nothing, whatever was changed since', async () => {
    const lab = labWith({});
    const run: HostModule = {
      kind: 'host',
      name: 'run',
      summary: 'Runs, whatever is there.',
      platforms: ['posix'],
      params: Type.Object({}),
      verify: 'none',
      probeArgs: () => ({}),
      reads: () => [],
      plan: ({ params }) => ({
        steps: [{ title: 'run', action: 'append', args: { key: `${params.key}` }, changes: [] }],
      }),
    };
    lab.modules = registry(run);
    expect(await requestsOf(lab, [play(keys.map((key) => task(key, 'run', { key })))])).toEqual([
      'probe run undefined',
      'lock, probe run undefined',
      'apply run append x',
      'apply run append y',
      'apply run append z',
    ]);
  });

  test('asks behind a change for what its expected result leads to', async () => {
    const lab = labWith({ y: 'new' });
    const requests = await requestsOf(lab, [
      play([task('first', 'keep', { key: 'x', value: 'new' }, { register: 'got' }), keep('y', '$got.value')]),
    ]);
    expect(requests).toEqual([
      'probe keep x',
      'lock, probe keep x, probe keep y',
      'apply keep set x, probe keep x',
    ]);
  });

  test('asks along for the handlers that will be notified', async () => {
    const lab = labWith({ y: '1' });
    const notifying = task('first', 'keep', { key: 'x', value: '1' }, { notify: [plain('told')] });
    const requests = await requestsOf(lab, [
      play([notifying, read('k')], { handlers: [task('told', 'keep', { key: 'h', value: '1' })] }),
    ]);
    expect(requests).toEqual([
      'probe keep x, probe read k',
      'lock, probe keep x, probe keep h',
      'apply keep set x, probe keep x, probe read k',
      'apply keep set h, probe keep h',
    ]);
  });

  test('makes no call where the lock cannot be had', async () => {
    const lab = labWith();
    lab.host('a').lockedBy = 'another run';
    const ran = await lab.run([play([keep('x'), keep('y')])]);
    expect(lab.host('a').requests).toEqual(['probe keep x, probe keep y', 'lock']);
    expect(ran.result('keep x').failure?.code).toBe('worker/lock-held');
    expect(lab.host('a').changes).toEqual([]);
  });

  test('believes what was answered behind the lock, not what was answered before it', async () => {
    const lab = labWith();
    const host = lab.host('a');
    host.onRequest = () => {
      // Another run has done it all meanwhile.
      if (host.locks === 1) for (const key of keys) host.values.set(key, '1');
    };
    const ran = await lab.run([play(keys.map((key) => keep(key)))]);
    expect(ran.lines).toEqual(['a keep x: ok', 'a keep y: ok', 'a keep z: ok']);
    expect(host.requests).toHaveLength(2);
    expect(host.changes).toEqual([]);
  });
});

describe('answers do not outlive', () => {
  test('a wait: whoever waits, waits for something to change', async () => {
    const lab = labWith({ x: '1' });
    lab.clock.onSleep = () => lab.host('a').values.set('y', '1');
    const requests = await requestsOf(lab, [play([keep('x'), task('pause', 'pause'), keep('y')])]);
    expect(requests).toEqual(['probe keep x', 'probe keep y']);
    const waiting = labWith({ x: '1' });
    expect(
      await requestsOf(waiting, [play([keep('x'), task('wait', 'wait', { key: 'w' }), keep('x')])]),
    ).toEqual(['probe keep x, probe wait w', 'apply wait append w, probe keep x']);
  });

  test('the pause between two attempts', async () => {
    const lab = labWith({ x: 'old', y: 'old' });
    lab.clock.onSleep = () => {
      for (const key of ['x', 'y']) lab.host('a').values.set(key, 'new');
    };
    const until = condition('new', (scope) => {
      const got = scope.get('got');
      return typeof got === 'object' && got !== null && 'value' in got && got.value === 'new';
    });
    const patient = task('x', 'read', { key: 'x' }, { register: 'got', until });
    const requests = await requestsOf(lab, [play([patient, keep('y', 'new')])]);
    expect(requests).toEqual(['probe read x, probe keep y', 'probe read x', 'probe keep y']);
    expect(lab.host('a').changes).toEqual([]);
  });

  test('30 seconds, counted from when they can have been asked at the earliest', async () => {
    const lab = labWith({ y: '1' });
    const host = lab.host('a');
    host.ms = (call) => (call.fn === 'Apply' ? 60_000 : 1);
    host.onRequest = (calls) => {
      if (calls.some(({ fn }) => fn === 'Apply')) lab.clock.time += 61_000;
    };
    const requests = await requestsOf(lab, [play([keep('x'), read('k'), keep('y')])]);
    expect(requests).toEqual([
      'probe keep x, probe read k, probe keep y',
      'lock, probe keep x',
      // Behind an installation of a minute they are new.
      'apply keep set x, probe keep x, probe read k',
      'probe keep y',
    ]);
  });
});

describe('nothing is asked ahead', () => {
  test('for a task that another host does, or that only another host runs', async () => {
    const lab = labWith({ x: '1' }, ['a', 'b']);
    await lab.run([
      play([
        keep('x'),
        task('there', 'keep', { key: 'x', value: '1' }, { delegateTo: plain('a') }),
        task('once', 'keep', { key: 'o', value: '1' }, { runOnce: true }),
      ]),
    ]);
    expect(lab.host('b').requests).toEqual(['probe keep x']);
    expect(lab.host('a').requests[0]).toBe('probe keep x, probe keep o');
  });

  test('for another account of the host in the request of this one, only in one of its own', async () => {
    const lab = labWith({ x: '1', y: '1' });
    const become = { on: true, user: plain('root'), method: undefined, flags: undefined };
    const asRoot = (key: string) => ({ ...keep(key), become });
    const requests = await requestsOf(lab, [
      play([keep('x'), asRoot('x'), keep('y'), asRoot('y'), keep('x')]),
    ]);
    expect(requests).toEqual(['probe keep x, probe keep y', 'probe keep x, probe keep y']);
  });

  test('again that failed once: its task asks for itself', async () => {
    const lab = labWith({ x: '1', y: '1', z: '1' });
    lab.host('a').fault = ({ args }) => (JSON.stringify(args).includes('"y"') ? 'failed' : undefined);
    const ignored = { ...keep('y'), ignoreErrors: true };
    const requests = await requestsOf(lab, [play([keep('x'), ignored, keep('z')])]);
    expect(requests).toEqual([
      'probe keep x, probe keep y, probe keep z',
      'probe keep y, probe keep z',
      'probe keep z',
    ]);
  });
});

/** `probe with environment`: the environment of a task goes along with its probe, and is a part of the question. */
test('a probe with an environment is another probe, and is asked ahead as well', async () => {
  const lab = labWith({ x: '1' });
  const environment = [plain({ LANG: 'C' })];
  const asked: Json[] = [];
  lab.host('a').onRequest = (calls) => {
    asked.push(calls.map((call) => ({ ...call.environment })));
  };
  const requests = await requestsOf(lab, [
    play([keep('x'), task('again', 'keep', { key: 'x', value: '1' }, { environment })]),
  ]);
  expect(requests).toEqual(['probe keep x, probe keep x']);
  expect(asked).toEqual([[{}, { LANG: 'C' }]]);
});

test('what a task’s condition is about need not be known for its own probe, and is for what hangs on it', async () => {
  const module: HostModule = {
    kind: 'host',
    name: 'twice',
    summary: 'Tells its value twice.',
    platforms: ['posix'],
    params: Type.Object({}),
    reads: ({ key }) => [`key:${key}`],
    touches: () => [],
    plan: () => ({ steps: [] }),
    result: ({ state }) => ({ twice: `${state}${state}` }),
  };
  const lab = labWith({ k1: 'a', k2: 'b', bb: '1' });
  lab.modules = registry(module);
  const requests = await requestsOf(lab, [
    play([
      read('k1', 'one'),
      task('twice', 'twice', { key: 'k2' }, { when: [when('!one.changed')], register: 'told' }),
      keep('$told.twice'),
    ]),
  ]);
  expect(requests).toEqual(['probe read k1, probe twice k2', 'probe keep bb']);
});
