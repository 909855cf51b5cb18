import { describe, expect, test } from 'vitest';
import { condition, plain } from './fake/language.ts';
import { block, over, play, task } from './fake/playbook.ts';
import { Lab } from './fake/run.ts';

const keep = (key: string) => task(`keep ${key}`, 'keep', { key, value: '1' });

describe('the first Ctrl-C', () => {
  test('lets the running task finish, starts nothing new, no rescue and no always', async () => {
    const lab = new Lab('a', 'b');
    lab.host('a').fault = ({ intent }) => {
      if (intent) lab.soon.abort();
      return undefined;
    };
    const ran = await lab.run(
      [
        play([
          block([keep('x'), keep('y')], {
            rescue: [task('undo', 'rollback')],
            always: [task('clean', 'say')],
          }),
        ]),
      ],
      { forks: 1 },
    );
    expect(ran.lines).toEqual(['a keep x: changed']);
    expect(lab.host('a').changes).toEqual(['x=1']);
    expect(['a', 'b'].map((name) => ran.where(name))).toEqual([
      'stopped after "keep x"',
      'stopped before its first task',
    ]);
    expect(ran.recap.exit).toBe('interrupted');
    expect(ran.of('run.interrupted')).toMatchObject([{ how: 'finish-steps' }]);
    expect(lab.host('a').closed).toBe(1);
  });

  /** Host `a` fails in a block while the first Ctrl-C comes from host `b`. */
  const failing = (more: Partial<Parameters<typeof block>[1]> = {}) => {
    const lab = new Lab('a', 'b');
    lab.host('b').fault = ({ intent }) => {
      if (intent?.task.endsWith('.tasks.2')) lab.soon.abort();
      return undefined;
    };
    const plays = [
      play([
        block(
          [
            keep('x'),
            task(
              'break',
              'fail',
              {},
              { when: [condition('on a', (scope) => scope.get('inventory_hostname') === 'a')] },
            ),
            keep('long'),
            keep('more'),
          ],
          { rescue: [task('back', 'rollback'), keep('rescued')], always: [keep('clean')], ...more },
        ),
        keep('behind'),
      ]),
    ];
    return { lab, plays };
  };

  test('a host that failed in a block still gets its rescue and always, and others do not', async () => {
    const { lab, plays } = failing();
    const ran = await lab.run(plays, { forks: 2 });
    expect(lab.host('a').changes).toEqual(['x=1', 'x=null', 'rescued=1', 'clean=1']);
    expect(lab.host('b').changes).toEqual(['x=1', 'long=1']);
    expect(ran.of('run.finishing')).toMatchObject([{ hosts: ['a'] }]);
    expect(ran.of('block.rescued')).toMatchObject([{ host: 'a' }]);
    expect([ran.standing('a'), ran.where('a')]).toEqual([
      'rolled-back',
      'rolled back after "break": told to fail',
    ]);
    expect(ran.where('b')).toBe('stopped after "keep long"');
    expect(['a', 'b'].map((name) => lab.host(name).kept)).toEqual([false, false]);
    expect(ran.recap.exit).toBe('interrupted');
  });

  test('a task that fails after it leads to the rescue, too; of a resolved one the host stands behind it', async () => {
    const lab = new Lab('a');
    lab.host('a').fault = ({ intent }) => {
      if (!intent?.task.endsWith('.tasks.1') || intent.id.endsWith('/undo')) return undefined;
      lab.soon.abort();
      return 'failed';
    };
    const ran = await lab.run([
      play([
        block([keep('x'), keep('y')], { resolved: true, rescue: [task('back', 'rollback')] }),
        keep('z'),
      ]),
    ]);
    expect(lab.host('a').values.size).toBe(0);
    expect([ran.standing('a'), ran.where('a')]).toEqual(['interrupted', 'stopped after "back"']);
  });

  test('a failure without rescue leads to that of the block around, with what stands between', async () => {
    const { lab } = failing();
    const ran = await lab.run([
      play([
        block(
          [
            block(
              [
                keep('x'),
                task(
                  'break',
                  'fail',
                  {},
                  { when: [condition('a', (scope) => scope.get('inventory_hostname') === 'a')] },
                ),
                keep('y'),
              ],
              { always: [keep('inner')] },
            ),
            keep('never'),
          ],
          { rescue: [task('back', 'rollback')] },
        ),
      ]),
    ]);
    expect(lab.host('a').changes).toEqual(['x=1', 'inner=1', 'inner=null', 'x=null']);
    expect(lab.host('b').changes).toEqual(['x=1', 'y=1']);
    expect(ran.of('run.finishing')).toHaveLength(1);
  });

  test('a rescue that runs goes on to its end, with its waits and loops', async () => {
    const lab = new Lab('a');
    let sleeps = 0;
    lab.clock.onSleep = () => {
      sleeps += 1;
      lab.soon.abort();
    };
    const ran = await lab.run([
      play([
        block([task('break', 'fail')], {
          rescue: [
            task('pause', 'pause'),
            task(
              'turns',
              'keep',
              { key: '$item', value: '1' },
              {
                loop: over(plain(['k', 'l']), { pause: 1 }),
              },
            ),
          ],
          always: [keep('clean')],
        }),
      ]),
    ]);
    expect(sleeps).toBe(2);
    expect(lab.host('a').changes).toEqual(['k=1', 'l=1', 'clean=1']);
    expect(ran.of('run.finishing')).toMatchObject([{ hosts: ['a'] }]);
  });

  test('with strategy free, too', async () => {
    const { lab, plays } = failing();
    await lab.run(
      plays.map((one) => ({ ...one, strategy: 'free' as const })),
      { forks: 2 },
    );
    expect(lab.host('a').changes).toEqual(['x=1', 'x=null', 'rescued=1', 'clean=1']);
  });

  test('ends a wait between retries', async () => {
    const lab = new Lab('a');
    lab.clock.onSleep = () => lab.soon.abort();
    const ran = await lab.run([play([task('pause', 'pause'), task('next', 'say')])]);
    expect(ran.lines).toEqual(['a pause: ok']);
    expect(ran.standing('a')).toBe('interrupted');
  });
});

describe('the second Ctrl-C', () => {
  test('cuts the request short and says that the outcome is not known', async () => {
    const lab = new Lab('a');
    lab.host('a').fault = ({ intent }) => {
      if (!intent) return undefined;
      lab.soon.abort();
      lab.now.abort();
      return 'cancelled';
    };
    const ran = await lab.run([play([keep('x'), keep('y')])]);
    expect(ran.where('a')).toBe('stopped while "keep x" ran; its outcome is not known');
    expect(ran.recap).toMatchObject({ exit: 'interrupted' });
    expect(ran.events.at(-1)?.type).toBe('run.finished');
  });

  const undo = (lab: Lab, nth: number, cancel: boolean) => {
    let undos = 0;
    lab.host('a').fault = ({ intent }) => {
      if (!intent?.id.endsWith('/undo')) return undefined;
      undos += 1;
      if (undos !== nth) return undefined;
      lab.soon.abort();
      lab.now.abort();
      return cancel ? 'cancelled' : undefined;
    };
  };
  const rescued = [
    play([
      block([keep('x'), keep('y'), keep('z'), task('break', 'fail')], {
        rescue: [task('back', 'rollback'), keep('after')],
        always: [keep('clean')],
      }),
    ]),
  ];

  test('in a rollback: says which undos were done, and of which the outcome is not known', async () => {
    const lab = new Lab('a');
    undo(lab, 2, true);
    const ran = await lab.run(rescued);
    const known = '1 of 3 steps undone, 1 not begun, the outcome of "put y back" is not known';
    expect(ran.result('back')).toMatchObject({
      status: 'failed',
      failure: { code: 'worker/unsettled' },
      message: `stopped while it ran: ${known}`,
    });
    expect(ran.of('host.step.undone')).toMatchObject([{ title: 'put z back', ok: true }]);
    expect([ran.standing('a'), ran.where('a')]).toEqual([
      'interrupted',
      `stopped while "back" ran; ${known}`,
    ]);
    expect(ran.of('batch.finished')).toMatchObject([{ failed: ['a'] }]);
    expect(ran.recap.exit).toBe('interrupted');
    expect(lab.host('a').changes).not.toContain('clean=1');
  });

  test('behind the last undo the rollback is done; the rest of the rescue is not', async () => {
    const lab = new Lab('a');
    undo(lab, 3, false);
    const ran = await lab.run(rescued);
    expect(ran.result('back')).toMatchObject({ status: 'changed' });
    expect([ran.standing('a'), ran.where('a')]).toEqual([
      'failed',
      'stopped in its rescue after "back"; failed at "break": told to fail',
    ]);
    expect(ran.of('block.rescued')).toEqual([]);
  });

  test('says of a host that failed that its rescue has not begun', async () => {
    const lab = new Lab('a', 'b');
    lab.host('b').fault = ({ intent }) => {
      if (!intent?.task.endsWith('.tasks.2')) return undefined;
      lab.soon.abort();
      lab.now.abort();
      return 'cancelled';
    };
    const onA = condition('on a', (scope) => scope.get('inventory_hostname') === 'a');
    const ran = await lab.run([
      play([
        block([keep('x'), task('break', 'fail', {}, { when: [onA] }), keep('long')], {
          rescue: [task('back', 'rollback')],
        }),
      ]),
    ]);
    expect([ran.standing('a'), ran.where('a')]).toEqual([
      'failed',
      'stopped before its rescue; failed at "break": told to fail',
    ]);
    expect(ran.of('run.finishing')).toEqual([]);
    // People may want back what its steps have replaced.
    expect(['a', 'b'].map((name) => lab.host(name).kept)).toEqual([true, true]);
  });

  test('says of a loop how many of its steps had run', async () => {
    const lab = new Lab('a');
    lab.host('a').onRequest = (calls) => {
      if (lab.host('a').changes.length === 0 || calls.some(({ intent }) => intent)) return;
      lab.soon.abort();
      lab.now.abort();
    };
    const loop = over(plain(['k', 'l']));
    const ran = await lab.run([play([task('turns', 'keep', { key: '$item', value: '1' }, { loop })])], {
      speculation: false,
    });
    expect(ran.result('turns')).toMatchObject({ status: 'failed' });
    expect(ran.where('a')).toBe('stopped while "turns" ran; 1 of its steps had run');
  });

  test('before anything was sent the host is as it was', async () => {
    const lab = new Lab('a');
    lab.host('a').onRequest = () => {
      lab.soon.abort();
      lab.now.abort();
    };
    const ran = await lab.run([play([keep('x')])]);
    expect(ran.result('keep x')).toMatchObject({
      status: 'skipped',
      reason: 'stopped before it changed anything',
    });
    expect(ran.where('a')).toBe('stopped in "keep x"');
  });
});
