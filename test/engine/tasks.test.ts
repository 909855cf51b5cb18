import { describe, expect, test } from 'vitest';
import { template, when } from './fake/language.ts';
import { over, play, task } from './fake/playbook.ts';
import { Lab } from './fake/run.ts';

describe('a host task', () => {
  test('applies what its plan says and is ok the second time', async () => {
    const lab = new Lab('a');
    const plays = [play([task('keep x', 'keep', { key: 'x', value: '1' })])];
    expect((await lab.run(plays)).lines).toEqual(['a keep x: changed']);
    expect(lab.host('a').values.get('x')).toBe('1');
    expect((await lab.run(plays)).lines).toEqual(['a keep x: ok']);
  });

  test('is probed again under the lock, and applies and verifies in one request', async () => {
    const lab = new Lab('a');
    await lab.run([play([task('keep x', 'keep', { key: 'x', value: '1' })])]);
    expect(lab.host('a').requests).toEqual([
      'probe keep x',
      'lock, probe keep x',
      'apply keep set x, probe keep x',
    ]);
  });

  test('takes the lock once per host', async () => {
    const lab = new Lab('a');
    await lab.run([
      play([
        task('keep x', 'keep', { key: 'x', value: '1' }),
        task('keep y', 'keep', { key: 'y', value: '1' }),
      ]),
    ]);
    expect(lab.host('a').locks).toBe(1);
  });

  test('fails before anything is touched when another run holds the lock', async () => {
    const lab = new Lab('a');
    lab.host('a').lockedBy = 'somebody';
    const ran = await lab.run([play([task('keep x', 'keep', { key: 'x', value: '1' })])]);
    expect(ran.result('keep x').failure).toMatchObject({
      code: 'worker/lock-held',
      message: 'held by somebody',
    });
    expect(lab.host('a').changes).toEqual([]);
  });

  test('fails with the words of its module when the plan is refused', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([play([task('keep x', 'keep', { key: 'x', value: 'refused' })])]);
    expect(ran.result('keep x').failure).toMatchObject({ code: 'module/refused', fix: 'take another' });
  });

  test('fails when the host is not as wanted after its steps', async () => {
    const lab = new Lab('a');
    const host = lab.host('a');
    const { values } = host;
    host.onRequest = () => {
      values.delete('x');
      values.set = () => values;
    };
    const ran = await lab.run([play([task('keep x', 'keep', { key: 'x', value: '1' })])]);
    expect(ran.result('keep x').failure?.code).toBe('module/not-converged');
  });

  test('acts on the controller between steps on the host', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([play([task('three', 'two', { key: 'x', value: '1' })])]);
    expect(ran.lines).toEqual(['a three: changed']);
    expect(lab.host('a').changes).toEqual(['x.first=1', 'x.pushed=pushed', 'x=1']);
    expect(lab.host('a').requests.slice(2)).toEqual([
      'apply two set x.first',
      'apply two set x.pushed',
      'apply two set x, probe two x',
    ]);
  });

  test('gives each step an intent of its own', async () => {
    const lab = new Lab('a');
    await lab.run([play([task('three', 'two', { key: 'x', value: '1' })])]);
    expect(lab.host('a').intents).toEqual(['r1/0.tasks.0/1', 'r1/0.tasks.0/3']);
  });
});

describe('a step that changes nothing', () => {
  test('leaves the task ok, takes no lock and is asked again after a drop', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([play([task('wait for x', 'wait', { key: 'x' })])]);
    expect(ran.lines).toEqual(['a wait for x: ok']);
    expect(lab.host('a').locks).toBe(0);
    expect(lab.host('a').intents).toEqual([]);
  });

  test('is ok in check mode, too, and there is nothing to take back', async () => {
    const ran = await new Lab('a').run([play([task('wait for x', 'wait', { key: 'x' })])], { check: true });
    expect(ran.lines).toEqual(['a wait for x: ok']);
  });
});

test('what acts each time is held against what it leaves', async () => {
  const lab = new Lab('a');
  const plays = [play([task('renew x', 'renew', { key: 'x', value: 'any' })])];
  expect((await lab.run(plays)).lines).toEqual(['a renew x: changed']);
  expect((await lab.run(plays)).lines).toEqual(['a renew x: changed']);
});

describe('a step whose outcome nobody knows', () => {
  test('counts as done when a new probe says so', async () => {
    const lab = new Lab('a');
    lab.host('a').fault = ({ fn }) => (fn === 'Apply' ? 'unsettled' : undefined);
    const ran = await lab.run([play([task('keep x', 'keep', { key: 'x', value: '1' })])]);
    expect(ran.lines).toEqual(['a keep x: changed']);
  });

  test('fails the task when a new probe says otherwise', async () => {
    const lab = new Lab('a');
    lab.host('a').fault = ({ fn }) => (fn === 'Apply' ? 'lost' : undefined);
    const ran = await lab.run([play([task('keep x', 'keep', { key: 'x', value: '1' })])]);
    expect(ran.result('keep x').failure?.code).toBe('worker/unsettled');
  });
});

describe('conditions and variables', () => {
  test('a task is skipped with the condition that is false', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([
      play([task('say', 'say', {}, { when: [when('zone == two'), when('nowhere')] })]),
    ]);
    expect(ran.result('say')).toMatchObject({ status: 'skipped', reason: 'zone == two' });
  });

  test('register holds how the task ended, for later tasks and plays', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([
      play([task('keep x', 'keep', { key: 'x', value: '1' }, { register: 'first' })]),
      play([task('say', 'say', { msg: '$first.value' }, { when: [when('first.changed')] })]),
    ]);
    expect(ran.result('say').message).toBe('1');
  });

  test('facts win over vars of play and task, extra vars over facts', async () => {
    const lab = new Lab('a');
    const plays = [
      play(
        [
          task('set', 'set_fact', { colour: 'fact' }),
          task('say', 'say', { msg: '$colour' }, { vars: { colour: 'task' } }),
        ],
        { vars: { colour: 'play' } },
      ),
    ];
    expect((await lab.run(plays)).result('say').message).toBe('fact');
    expect((await lab.run(plays, { extraVars: { colour: 'extra' } })).result('say').message).toBe('extra');
  });

  test('hostvars shows what other hosts have learnt', async () => {
    const lab = new Lab('a', 'b');
    lab.variables = { a: { colour: 'red' }, b: { colour: 'blue' } };
    const ran = await lab.run([
      play([
        task('set', 'set_fact', { own: '$colour' }),
        task('say', 'say', { msg: '$hostvars.b.own' }),
        task('who', 'say', { msg: '$inventory_hostname' }),
      ]),
    ]);
    expect([ran.result('say').message, ran.result('who', 'b').message]).toEqual(['blue', 'b']);
  });

  test('a name that is not defined fails the task with its code', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([play([task('say', 'say', { msg: '$nothing' })])]);
    expect(ran.result('say').failure?.code).toBe('expression/undefined-name');
  });

  test('what a host returns is never taken for a template', async () => {
    const lab = new Lab('a');
    lab.host('a').values.set('x', { kind: 'renderable', roots: [] });
    const ran = await lab.run([
      play([
        task('read', 'read', { key: 'x' }, { register: 'got' }),
        task('keep', 'keep', { key: 'y', value: '$fact_x.kind' }),
      ]),
    ]);
    expect(ran.lines).toEqual(['a read: ok', 'a keep: changed']);
  });
});

describe('judging a result', () => {
  test('failed_when sees the registered value', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([
      play([
        task('read', 'read', { key: 'x' }, { register: 'got', failedWhen: [when('got.value == null')] }),
      ]),
    ]);
    expect(ran.result('read').failure).toMatchObject({ code: 'task/failed-when' });
  });

  test('failed_when that is false forgives the module', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([
      play([task('fail', 'fail', {}, { register: 'got', failedWhen: [when('got.changed')] })]),
    ]);
    expect(ran.lines).toEqual(['a fail: ok']);
  });

  test('changed_when is heard of a failure that failed_when forgives', async () => {
    const lab = new Lab('a');
    lab.host('a').fault = ({ fn }) => (fn === 'Apply' ? 'failed' : undefined);
    const never = [when('got.skipped')];
    const judging = { register: 'got', failedWhen: never, changedWhen: never };
    const ran = await lab.run([play([task('run', 'command', { key: 'x' }, judging)])]);
    expect(ran.lines).toEqual(['a run: ok']);
  });

  test('a failure is told where failed_when asks for what it does not have', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([
      play([task('fail', 'fail', {}, { register: 'got', failedWhen: [when('got.rc > 1')] })]),
    ]);
    expect(ran.result('fail').failure?.message).toMatch(/told to fail \(failed_when cannot be judged: /);
  });

  test('changed_when decides what counts as a change', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([
      play([task('run', 'command', { key: 'x' }, { register: 'got', changedWhen: [when('got.ran == 2')] })]),
    ]);
    expect(ran.lines).toEqual(['a run: ok']);
  });

  test('an ignored failure leaves the host in the play', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([play([task('fail', 'fail', {}, { ignoreErrors: true }), task('say', 'say')])]);
    expect(ran.lines).toEqual(['a fail: ignored', 'a say: ok']);
    expect(ran.recap.exit).toBe('success');
  });
});

describe('until', () => {
  test('tries again on the clock until it holds, probing anew', async () => {
    const lab = new Lab('a');
    lab.clock.onSleep = () => {
      if (lab.clock.sleeps.length === 2) lab.host('a').values.set('x', 'there');
    };
    const ran = await lab.run([
      play([
        task('wait', 'read', { key: 'x' }, { register: 'got', until: when('got.value == there'), delay: 7 }),
      ]),
    ]);
    expect(ran.result('wait')).toMatchObject({ status: 'ok', attempts: 3 });
    expect(lab.clock.sleeps).toEqual([7000, 7000]);
    expect(ran.of('host.task.retried').map(({ attempt, of }) => `${attempt}/${of}`)).toEqual(['1/4', '2/4']);
  });

  test('fails when its retries are used up', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([
      play([
        task(
          'wait',
          'read',
          { key: 'x' },
          { register: 'got', until: when('got.value == there'), retries: 2 },
        ),
      ]),
    ]);
    expect(ran.result('wait')).toMatchObject({
      status: 'failed',
      attempts: 3,
      failure: { code: 'task/until' },
    });
  });
});

describe('a loop', () => {
  const loop = (items: string[]) =>
    over(
      template([], () => items),
      { indexVariable: 'n' },
    );

  test('runs once per item and registers all results', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([
      play([
        task('keep', 'keep', { key: '$item', value: '$n' }, { loop: loop(['x', 'y']), register: 'all' }),
        task('say', 'say', { msg: '$all.results' }),
      ]),
    ]);
    expect([...lab.host('a').values]).toEqual([
      ['x', '0'],
      ['y', '1'],
    ]);
    expect(ran.of('host.item.finished').map(({ item, result }) => `${item} ${result.status}`)).toEqual([
      'x changed',
      'y changed',
    ]);
  });

  test('evaluates its condition per item, and is skipped when none runs', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([
      play([
        task('one', 'say', {}, { loop: loop(['x', 'y']), when: [when('item == x')] }),
        task('none', 'say', {}, { loop: loop(['x', 'y']), when: [when('item == z')] }),
        task('empty', 'say', {}, { loop: loop([]) }),
      ]),
    ]);
    expect(ran.lines).toEqual(['a one: ok', 'a none: skipped', 'a empty: skipped']);
  });

  test('does not need its list where the condition is false', async () => {
    const lab = new Lab('a');
    const items = template(['nothing'], () => {
      throw new Error('not defined');
    });
    const ran = await lab.run([
      play([task('say', 'say', {}, { loop: { ...loop([]), items }, when: [when('zone == two')] })]),
    ]);
    expect(ran.lines).toEqual(['a say: skipped']);
  });

  test('goes on after a failed item and then fails', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([
      play([task('keep', 'keep', { key: '$item', value: '$item' }, { loop: loop(['refused', 'y']) })]),
    ]);
    expect(ran.result('keep').failure?.message).toBe('item refused: refused must not be refused');
    expect(lab.host('a').values.get('y')).toBe('y');
  });
});

describe('no_log', () => {
  test('lets nothing of params, steps and result leave', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([
      play([
        task('keep', 'keep', { key: 'x', value: 'hush-hush' }, { noLog: true, register: 'got' }),
        task('keep', 'keep', { key: 'y', value: 'refused' }, { noLog: true }),
      ]),
    ]);
    expect(ran.lines).toEqual(['a keep: changed', 'a keep: failed']);
    const { recap: _recap, ...told } = { events: ran.events, recap: ran.recap };
    expect(JSON.stringify(told)).not.toMatch(/hush-hush|refused must/);
  });
});
