import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import { conditionOf } from '../../src/engine/task/conditions.ts';
import { thrownFailure } from '../../src/engine/task/failures.ts';
import { GorunError } from '../../src/errors/gorun-error.ts';
import { createScope } from '../../src/expression/scope.ts';
import type { ControllerModule, HostModule } from '../../src/module/contract.ts';
import { position } from './fake/language.ts';
import { registry } from './fake/modules.ts';
import { block, play, task } from './fake/playbook.ts';
import { Lab } from './fake/run.ts';

const asks: ControllerModule = {
  kind: 'controller',
  name: 'asks',
  summary: 'Evaluates.',
  params: Type.Object({}),
  run: async (_params, io) => ({ message: String(io.evaluate('got.changed')) }),
};

const slow: ControllerModule = {
  kind: 'controller',
  name: 'slow',
  summary: 'Never ends.',
  params: Type.Object({}),
  run: () => new Promise(() => undefined),
};

describe('a condition that a module is given', () => {
  test('sees the variables of the host', async () => {
    const lab = new Lab('a');
    lab.modules = registry(asks);
    const ran = await lab.run([
      play([task('keep', 'keep', { key: 'x', value: '1' }, { register: 'got' }), task('asks', 'asks')]),
    ]);
    expect(ran.result('asks').message).toBe('true');
  });

  test('makes the task unknown in check mode where a variable is', async () => {
    const lab = new Lab('a');
    lab.modules = registry(asks);
    const ran = await lab.run(
      [
        play([
          task('silent', 'silent', { key: 'x', value: '1' }),
          task('keep', 'keep', { key: 'x', value: '1' }, { register: 'got' }),
          task('asks', 'asks'),
        ]),
      ],
      { check: true },
    );
    expect(ran.result('asks').status).toBe('unknown');
  });

  test('is never a template: host data may stand in it', () => {
    expect(() => conditionOf('"{{ password }}" == "x"', position)).toThrow('no braces');
    expect(conditionOf('1 == 1', position).evaluate(createScope([]))).toBe(true);
  });
});

describe('what the engine guards against', () => {
  test('a task on the controller that does not end within its time limit', async () => {
    const lab = new Lab('a');
    lab.modules = registry(slow);
    const ran = await lab.run([play([task('slow', 'slow', {}, { timeout: 5 })])]);
    expect(ran.result('slow').failure?.code).toBe('module/timeout');
    expect(lab.clock.sleeps).toEqual([5000]);
  });

  test('a module whose code throws fails its task and nothing else', async () => {
    const lab = new Lab('a');
    const known = registry().get('keep')?.definition;
    const broken: HostModule | undefined =
      known?.kind === 'host' ? { ...known, plan: () => thrown() } : undefined;
    lab.modules = broken === undefined ? registry() : registry(broken);
    const ran = await lab.run([
      play([block([task('keep', 'keep', { key: 'x' })], { rescue: [task('next', 'say')] })]),
    ]);
    expect(ran.lines).toEqual(['a keep: failed', 'a next: ok']);
    expect(ran.result('keep').failure).toMatchObject({ code: 'module/definition' });
  });

  test("an error of the catalogue in a module's action keeps its code and its fix", async () => {
    const lab = new Lab('a');
    const known = registry().get('two')?.definition;
    const push = () =>
      Promise.reject(
        new GorunError('depot/bad-index', { message: 'go.msi is another one', fix: 'Add it anew.' }),
      );
    if (known?.kind === 'host') lab.modules = registry({ ...known, actions: { push } });
    const ran = await lab.run([play([task('push', 'two', { key: 'x', value: '1' })])]);
    expect(ran.result('push').failure).toMatchObject({
      code: 'depot/bad-index',
      message: 'go.msi is another one',
      fix: 'Add it anew.',
    });
  });

  test('params that the module does not take', async () => {
    const ran = await new Lab('a').run([play([task('keep', 'keep', { wrong: 1 })])]);
    expect(ran.result('keep').failure).toMatchObject({
      code: 'module/params',
      message: 'keep: is not known',
    });
  });

  test('a module for another platform', async () => {
    const lab = new Lab('a');
    const known = registry().get('keep')?.definition;
    if (known?.kind === 'host') lab.modules = registry({ ...known, platforms: ['windows'] });
    const ran = await lab.run([play([task('keep', 'keep', { key: 'x' })])]);
    expect(ran.result('keep').failure?.code).toBe('module/platform');
  });

  test('an error that is no error', () => expect(thrownFailure('text', 'keep').message).toBe('keep: text'));
});

describe('a lookup on the controller', () => {
  const looking = (find: () => Promise<unknown>): HostModule => ({
    kind: 'host',
    name: 'looking',
    summary: 'Looks up.',
    platforms: ['posix'],
    params: Type.Object({}),
    lookup: find,
    plan: () => ({ steps: [] }),
  });

  test('is made once per run for the same params, however many hosts ask', async () => {
    const lab = new Lab('a', 'b', 'c');
    let asked = 0;
    lab.modules = registry(looking(async () => ++asked));
    await lab.run([play([task('look', 'looking'), task('again', 'looking')])], { forks: 3 });
    expect(asked).toBe(1);
  });

  test('fails the task of every host that needs it, and is tried again by the next', async () => {
    const lab = new Lab('a', 'b');
    let asked = 0;
    lab.modules = registry(looking(() => Promise.reject(new Error(`no index ${++asked}`))));
    const ran = await lab.run([play([task('look', 'looking')])]);
    expect(ran.result('look', 'b').failure?.message).toBe('looking: no index 2');
  });
});

describe('a secret parameter', () => {
  test('is masked in everything that is told', async () => {
    const lab = new Lab('a');
    lab.modules = registry({
      kind: 'controller',
      name: 'login',
      summary: 'Takes a secret.',
      params: Type.Object({ password: Type.String({ secret: true }) }),
      run: async () => ({ failed: 'hush-hush is wrong' }),
    });
    const ran = await lab.run([play([task('login', 'login', { password: 'hush-hush' })])]);
    expect(ran.result('login').failure?.message).toBe('******** is wrong');
    expect(JSON.stringify([ran.events, ran.recap])).not.toContain('hush-hush');
  });
});

function thrown(): never {
  throw new TypeError('a defect');
}

describe('connecting anew', () => {
  /** Asks until the host answers, and tells how often that took. */
  const reaching: ControllerModule = {
    kind: 'controller',
    name: 'reaching',
    summary: 'Connects.',
    params: Type.Object({}),
    async run(_params, io) {
      const seen: string[] = [];
      for (let why = await io.reach(30); why !== undefined; why = await io.reach(30)) {
        seen.push(why);
        if (!(await io.sleep(1000))) return { failed: 'stopped' };
      }
      return { result: { seen } };
    },
  };

  /** On a clock that jumps every limit would be over at once. */
  const withoutLimits = ({ clock }: Lab) => {
    const sleep = clock.sleep.bind(clock);
    clock.sleep = async (ms) => (ms === 30_000 ? new Promise<void>(() => {}) : sleep(ms));
  };

  test('a host that does not answer yet is not lost by that, and later tasks run on it', async () => {
    const lab = new Lab('a');
    lab.modules = registry(reaching);
    lab.host('a').down = true;
    withoutLimits(lab);
    lab.clock.onSleep = () => {
      lab.host('a').down = lab.clock.sleeps.length < 3;
    };
    const ran = await lab.run([
      play([task('reach', 'reaching', {}), task('keep x', 'keep', { key: 'x', value: '1' })]),
    ]);
    expect(ran.lines).toEqual(['a reach: ok', 'a keep x: changed']);
    expect(ran.result('reach').result).toMatchObject({ seen: Array(3).fill('a does not answer') });
    expect(ran.standing('a')).toBe('done');
    expect(lab.host('a').opened).toBe(1);
  });

  test('a session that was open is closed first, and the lock is taken anew', async () => {
    const lab = new Lab('a');
    lab.modules = registry(reaching);
    withoutLimits(lab);
    const keep = (key: string) => task(`keep ${key}`, 'keep', { key, value: '1' });
    const ran = await lab.run([play([keep('x'), task('reach', 'reaching', {}), keep('y')])]);
    expect(ran.lines).toEqual(['a keep x: changed', 'a reach: ok', 'a keep y: changed']);
    expect(lab.host('a')).toMatchObject({ opened: 2, closed: 2, locks: 2 });
  });
});
