import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Json } from '../../src/json.ts';
import { openWorkerSession } from '../../src/worker/client/open-worker-session.ts';
import { wireText } from '../../src/worker/client/wire-text.ts';
import type { HostCall, ScriptSource } from '../../src/worker/session.ts';
import { FakeHost, type FakeHostOptions, silence, unreachable } from './fake-host.ts';

const quick = { backoff: [0], reconnectFor: 0.05, grace: 0.01, helloTimeout: 1 };
const source = { hash: 'abc', text: 'function Probe($p) {}' };
const probe = (fn: string, args: Json = null): HostCall => ({ script: source, fn, args });
const step = (fn: string, id: string): HostCall => ({
  ...probe(fn),
  intent: { id, run: 'r', task: 't', title: 'a step' },
});

async function open(options: FakeHostOptions = {}) {
  const host = new FakeHost(options);
  return { host, session: await openWorkerSession(host, 'win1', quick) };
}

describe('an exchange', () => {
  it('is one request and one round trip for many calls, answered in order', async () => {
    const { host, session } = await open({ functions: { Double: (n) => Number(n) * 2 } });
    const calls = [1, 2, 3].map((n) => probe('Double', n));
    expect(await session.exchange(calls)).toEqual([2, 4, 6].map((value) => ({ ok: true, value, ms: 1 })));
    expect(host.requests).toHaveLength(1);
    expect(session.stats().roundTrips).toBe(1);
  });

  it('without calls asks nothing', async () => {
    const { host, session } = await open();
    expect(await session.exchange([])).toEqual([]);
    expect(host.requests).toHaveLength(0);
  });

  it('sends a source once per worker', async () => {
    const { host, session } = await open();
    await session.exchange([probe('A'), probe('B')]);
    await session.exchange([probe('A')]);
    expect(host.requests.map((request) => request.code)).toEqual([{ abc: { text: source.text } }, undefined]);
  });

  it('sends a library once, however many sources use it', async () => {
    const { host, session } = await open();
    const library = { hash: 'lib', text: 'function Help {}' };
    const using = (hash: string, ...uses: readonly ScriptSource[]): HostCall => ({
      ...probe('A'),
      script: { hash, text: hash, uses },
    });
    await session.exchange([using('one', library), using('two', library)]);
    await session.exchange([using('three', library, { hash: 'other', text: 'function Other {}' })]);
    expect(host.requests.map((request) => request.code)).toEqual([
      {
        lib: { text: library.text },
        one: { text: 'one', uses: ['lib'] },
        two: { text: 'two', uses: ['lib'] },
      },
      { other: { text: 'function Other {}' }, three: { text: 'three', uses: ['lib', 'other'] } },
    ]);
  });

  it('runs beside another one on the same worker', async () => {
    const { session } = await open({ functions: { Same: (args) => args } });
    const answers = await Promise.all([1, 2, 3].map((n) => session.exchange([probe('Same', n)])));
    expect(answers.flat().map((outcome) => outcome.ok && outcome.value)).toEqual([1, 2, 3]);
  });

  it('passes over noise, replies to nobody, and chunks of single bytes', async () => {
    const noisy = (_args: Json, far: { say(text: string): void }) => {
      far.say(`some noise\n${wireText({ id: 99, n: 0, ok: true, value: 'wrong', ms: 0 })}\n`);
      far.say(`${wireText({ id: 99, done: true })}\n{"id":1,"n":\n`);
      return 'right é';
    };
    const { session } = await open({ functions: { Noisy: noisy }, faults: [{ chunk: 1 }] });
    expect(await session.exchange([probe('Noisy')])).toEqual([{ ok: true, value: 'right é', ms: 1 }]);
  });

  it('gives progress to who asked', async () => {
    const news: [number, Json][] = [];
    const { host, session } = await open({
      functions: {
        Slow: (_args, far) => {
          far.say(`${wireText({ id: host.requests.length, n: 1, progress: { percent: 50 } })}\n`);
          return null;
        },
      },
    });
    await session.exchange([probe('Other'), probe('Slow')], { onProgress: (...got) => news.push(got) });
    expect(news).toEqual([[1, { percent: 50 }]]);
  });
});

describe('a connection that breaks', () => {
  const answer = `${wireText({ id: 1, n: 0, ok: true, value: 'x', ms: 1 })}\n`;
  const hello = 140;

  it('at whatever byte of the answer: each call is answered once, no step runs twice', async () => {
    for (let dropAfter = hello; dropAfter < hello + 3 * answer.length; dropAfter += 3) {
      const { host, session } = await open({
        faults: [{ dropAfter }],
        functions: { Probe: () => 'x', Apply: () => 'x' },
      });
      const outcomes = await session.exchange([
        probe('Probe'),
        step('Apply', 'r/t/1'),
        { ...step('Apply', 'r/t/2'), needsPrevious: true },
        { ...probe('Probe'), needsPrevious: true },
      ]);
      expect(outcomes).toEqual(Array(4).fill({ ok: true, value: 'x', ms: 1 }));
      expect(host.ran).toEqual(['r/t/1', 'r/t/2']);
      expect(session.stats().reconnects).toBe(1);
      await session.close();
    }
  });

  it('while a step runs that cannot be settled: unsettled, and what needs it is skipped', async () => {
    let dying = true;
    const { host, session } = await open({
      functions: {
        Apply: (_args, far) => {
          if (dying) far.end(undefined);
          dying = false;
          return silence;
        },
      },
    });
    const outcomes = await session.exchange([
      step('Apply', 'r/t/1'),
      { ...probe('Probe'), needsPrevious: true },
      probe('ping', 'still there'),
    ]);
    expect(outcomes).toMatchObject([
      { ok: false, error: { kind: 'unsettled' } },
      { ok: false, error: { kind: 'skipped' } },
      { ok: true, value: 'still there' },
    ]);
    expect(host.ran).toEqual(['r/t/1']);
  });

  it('each time a probe runs: lost, after three times', async () => {
    const { host, session } = await open({
      functions: {
        Deadly: (_args, far) => {
          far.stderr = 'Fatal error 0x80131506';
          far.end(undefined);
          return silence;
        },
      },
    });
    expect(await session.exchange([probe('Deadly'), probe('ping', 1)])).toMatchObject([
      { ok: false, error: { kind: 'lost', message: expect.stringMatching(/3 times .*0x80131506/) } },
      { ok: true, value: 1 },
    ]);
    expect(host.connections).toBe(4);
  });

  it('for good, before anything was changed: unreachable', async () => {
    const { session } = await open({
      faults: [{ dropAfter: 200 }],
      refuse: Array(1000).fill(unreachable()),
      functions: { Probe: () => 'x'.repeat(100) },
    });
    await expect(session.exchange([probe('Probe')])).rejects.toMatchObject({
      code: 'connection/lost',
      message: expect.stringContaining('no route'),
    });
  });

  it('for good, while a step may have run: its outcome is lost, what is known stays', async () => {
    const { session } = await open({
      refuse: Array(1000).fill(unreachable()),
      functions: {
        Probe: () => 'known',
        Apply: (_args, far) => {
          far.end(undefined);
          return silence;
        },
      },
    });
    expect(await session.exchange([probe('Probe'), step('Apply', 'r/t/1')])).toMatchObject([
      { ok: true, value: 'known' },
      { ok: false, error: { kind: 'lost', message: expect.stringContaining('no route') } },
    ]);
  });

  it('sends its sources anew', async () => {
    const { host, session } = await open({ faults: [{ dropAfter: 150 }], functions: { Probe: () => 'x' } });
    await session.exchange([probe('Probe')]);
    expect(host.requests.map((request) => Object.keys(request.code ?? {}))).toEqual([['abc'], ['abc']]);
    expect(session.stats().reconnects).toBe(1);
  });
});

describe('a worker that stays silent past the limit of a call', () => {
  it('is given up; the call is a timeout, the others are asked again', async () => {
    const { host, session } = await open({ functions: { Hang: () => silence } });
    const outcomes = await session.exchange([
      probe('ping', 1),
      { ...probe('Hang'), timeout: 0.01 },
      probe('ping', 2),
    ]);
    expect(outcomes).toMatchObject([
      { ok: true, value: 1 },
      { ok: false, error: { kind: 'timeout' } },
      { ok: true, value: 2 },
    ]);
    expect(host.processes[0]?.ended).toBe(true);
  });

  describe('by the clock', () => {
    afterEach(() => {
      vi.useRealTimers();
    });

    const silent = async (call: HostCall) => {
      vi.useFakeTimers();
      const { session } = await open({ functions: { Hang: () => silence, boot: () => silence } });
      const begun = Date.now();
      const ended = session.exchange([call]).then(([outcome]) => ({ outcome, after: Date.now() - begun }));
      await vi.advanceTimersByTimeAsync(600_000);
      return ended;
    };

    it('is given up a minute after one of its own functions was asked for, which have no limit of their own', async () => {
      const { outcome, after } = await silent({ script: undefined, fn: 'boot', args: null });
      expect(outcome).toMatchObject({ ok: false, error: { kind: 'timeout' } });
      expect(after).toBeLessThan(62_000);
    });

    it('is not given up while a large request may still be on a slow way to it', async () => {
      const { outcome, after } = await silent({ ...probe('Hang', 'x'.repeat(400_000)), timeout: 10 });
      expect(outcome).toMatchObject({ ok: false, error: { kind: 'timeout' } });
      expect(after).toBeGreaterThan(100_000);
    });
  });
});

describe('probes behind a step', () => {
  it('are asked again where their worker was lost; the step, which has ended, is not', async () => {
    let lost = false;
    const { host, session } = await open({
      functions: {
        Once: (args, process) => {
          if (lost) return args;
          lost = true;
          process.end(undefined);
          return silence;
        },
      },
    });
    const behind = (fn: string, args: Json) => ({ ...probe(fn, args), needsPrevious: true });
    expect(
      await session.exchange([step('Apply', 'i1'), behind('ping', 1), behind('Once', 2), behind('ping', 3)]),
    ).toMatchObject([{ ok: true }, { value: 1 }, { value: 2 }, { value: 3 }]);
    expect(host.ran).toEqual(['i1']);
  });
});

describe('stopping', () => {
  it('cancels the running call on the host and answers the rest without asking', async () => {
    const { host, session } = await open({ functions: { Hang: () => silence } });
    const stop = new AbortController();
    const running = session.exchange([probe('Hang'), probe('ping')], { signal: stop.signal });
    await Promise.resolve();
    stop.abort();
    expect(await running).toMatchObject([{ error: { kind: 'cancelled' } }, { error: { kind: 'cancelled' } }]);
    expect(host.connections).toBe(1);
  });

  it('gives back the lock without a counted round trip, and never throws', async () => {
    const { host, session } = await open();
    await session.lock({ run: 'r', holder: 'me', lease: 30, steal: false });
    await session.close();
    expect(host.lockedBy).toBeUndefined();
    expect(session.stats().roundTrips).toBe(1);
    await session.close();
    await expect(session.exchange([probe('ping')])).rejects.toMatchObject({ code: 'connection/lost' });
  });

  it('closes quietly when the worker is gone', async () => {
    const { host, session } = await open();
    host.processes[0]?.end(undefined);
    await session.close();
  });
});

describe('the lock', () => {
  it('says who holds it', async () => {
    const { host, session } = await open();
    host.lockedBy = 'another run';
    expect(await session.lock({ run: 'r', holder: 'me', lease: 30, steal: false })).toMatchObject({
      lock: { ok: false, error: { kind: 'lock-held', message: 'another run holds the lock' } },
      outcomes: [],
    });
  });

  it('comes with calls in one round trip, none of which is made where it cannot be had', async () => {
    const { host, session } = await open();
    const request = { run: 'r', holder: 'me', lease: 30, steal: false };
    host.lockedBy = 'another run';
    expect(await session.lock(request, [probe('ping', 1), probe('ping', 2)])).toMatchObject({
      lock: { ok: false, error: { kind: 'lock-held' } },
      outcomes: [
        { ok: false, error: { kind: 'skipped' } },
        { ok: false, error: { kind: 'skipped' } },
      ],
    });
    host.lockedBy = undefined;
    expect(await session.lock(request, [probe('ping', 1), probe('ping', 2)])).toMatchObject({
      lock: { ok: true },
      outcomes: [{ value: 1 }, { value: 2 }],
    });
    expect(session.stats().roundTrips).toBe(2);
  });

  it('is held again before a call behind it that lost its worker is asked once more', async () => {
    let lost = false;
    const { host, session } = await open({
      functions: {
        Once: (args, process) => {
          if (lost) return args;
          lost = true;
          process.end(undefined);
          return silence;
        },
      },
    });
    const request = { run: 'r', holder: 'me', lease: 30, steal: true };
    expect(await session.lock(request, [probe('ping', 1), probe('Once', 2)])).toMatchObject({
      lock: { ok: true },
      outcomes: [{ value: 1 }, { value: 2 }],
    });
    expect(host.requests.map(({ calls }) => calls.map(({ fn }) => fn))).toEqual([
      ['lock', 'ping', 'Once'],
      ['lock'],
      ['Once'],
    ]);
    expect(host.requests[1]?.calls[0]?.args).toMatchObject({ run: 'r', steal: false });
  });

  it('is taken again by a new worker; gone to another run meanwhile, nothing more is done', async () => {
    const { host, session } = await open();
    await session.lock({ run: 'r', holder: 'me', lease: 30, steal: false });
    host.processes[0]?.end(undefined);
    await session.exchange([probe('ping')]);
    expect(host.requests.map((request) => request.calls[0]?.fn)).toEqual(['lock', 'lock', 'ping']);
    expect(session.stats().roundTrips).toBe(2);
    host.lockedBy = 'another run';
    host.processes[1]?.end(undefined);
    await expect(session.exchange([probe('ping')])).rejects.toMatchObject({ code: 'worker/lock-held' });
  });
});

describe('reconnecting on purpose', () => {
  it('tries until the host is back', async () => {
    const { host, session } = await open({ refuse: [unreachable(), unreachable()] });
    await session.reconnect(5);
    expect(host.connections).toBe(4);
    expect(await session.exchange([probe('ping', 'back')])).toMatchObject([{ value: 'back' }]);
  });
});
