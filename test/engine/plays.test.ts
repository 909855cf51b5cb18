import { describe, expect, test } from 'vitest';
import { batchesOf } from '../../src/engine/play/batches.ts';
import { allBad, overBudget } from '../../src/engine/play/budget.ts';
import { isSelected } from '../../src/engine/play/tags.ts';
import { condition, plain, when } from './fake/language.ts';
import { block, play, task } from './fake/playbook.ts';
import { Lab } from './fake/run.ts';

const names = (count: number) => Array.from({ length: count }, (_, index) => `h${index}`);
const keep = (key: string) => task(`keep ${key}`, 'keep', { key, value: '1' });
const failOn = (...hosts: string[]) =>
  task(
    'fail',
    'fail',
    {},
    {
      when: [condition(`on ${hosts}`, (scope) => hosts.includes(String(scope.get('inventory_hostname'))))],
    },
  );

describe('serial', () => {
  const sizes = (count: number, ...serial: Parameters<typeof batchesOf>[1]) =>
    batchesOf(names(count), serial).map((batch) => batch.length);

  test('without it all hosts are one batch', () => expect(sizes(7)).toEqual([7]));
  test('a number cuts batches of that size', () => expect(sizes(7, { hosts: 3 })).toEqual([3, 3, 1]));
  test('a percentage is rounded down', () => expect(sizes(7, { percent: 30 })).toEqual([2, 2, 2, 1]));
  test('a percentage is at least one host', () => expect(sizes(2, { percent: 10 })).toEqual([1, 1]));
  test('the last step of a list repeats', () =>
    expect(sizes(10, { hosts: 1 }, { percent: 30 })).toEqual([1, 3, 3, 3]));
  test('no hosts make no batch', () => expect(sizes(0, { hosts: 1 })).toEqual([]));

  test('a batch is through all tasks before the next starts', async () => {
    const lab = new Lab('a', 'b');
    const ran = await lab.run([play([task('one', 'say'), task('two', 'say')], { serial: [{ hosts: 1 }] })]);
    expect(ran.lines).toEqual(['a one: ok', 'a two: ok', 'b one: ok', 'b two: ok']);
  });
});

/** Some hosts of which some went wrong. */
function hosts(all: number, bad: number) {
  return Array.from({ length: all }, (_, index) => ({ bad: index < bad, failing: undefined }));
}

describe('the budget of failure', () => {
  test('a percentage must be exceeded, not reached', () => {
    expect(overBudget(hosts(10, 2), { anyErrorsFatal: false, maxFailPercentage: 20 })).toBeUndefined();
    expect(overBudget(hosts(10, 3), { anyErrorsFatal: false, maxFailPercentage: 20 })).toBeDefined();
  });

  test('0 percent allows none', () =>
    expect(overBudget(hosts(10, 1), { anyErrorsFatal: false, maxFailPercentage: 0 })).toBeDefined());
  test('without a limit only a batch where all failed ends the play', () => {
    expect(overBudget(hosts(2, 2), { anyErrorsFatal: false, maxFailPercentage: undefined })).toBeUndefined();
    expect(allBad(hosts(2, 2))).toBeDefined();
    expect(allBad(hosts(2, 1))).toBeUndefined();
  });

  test('used up, it stops the batch after the task and leaves later batches untouched', async () => {
    const lab = new Lab('a', 'b', 'c');
    const ran = await lab.run([
      play([failOn('a'), task('next', 'say')], { serial: [{ hosts: 2 }], maxFailPercentage: 10 }),
      play([task('other play', 'say')]),
    ]);
    expect(ran.lines).toEqual(['a fail: failed', 'b fail: skipped']);
    expect(['a', 'b', 'c'].map((name) => ran.standing(name))).toEqual([
      'failed',
      'interrupted',
      'not-started',
    ]);
    expect(ran.where('b')).toMatch(/^stopped after "fail": 1 of 2 hosts failed/);
    expect(ran.of('play.stopped')).toMatchObject([{ untouched: ['c'] }]);
    expect(ran.recap.exit).toBe('failed');
  });

  test('any_errors_fatal ends the play at the first failure', async () => {
    const lab = new Lab('a', 'b');
    const ran = await lab.run([play([failOn('a'), task('next', 'say')], { anyErrorsFatal: true })]);
    expect(ran.lines).toEqual(['a fail: failed', 'b fail: skipped']);
  });

  test('counts hosts that were rolled back, but runs their rescue to its end', async () => {
    const lab = new Lab('a', 'b', 'c');
    const ran = await lab.run([
      play(
        [
          block([keep('x'), failOn('a'), keep('y')], {
            rescue: [task('undo', 'rollback'), task('tell', 'say')],
            always: [task('clean', 'say')],
          }),
        ],
        { serial: [{ hosts: 2 }], maxFailPercentage: 10 },
      ),
    ]);
    expect(ran.lines.slice(4)).toEqual(['a undo: changed', 'a tell: ok', 'a clean: ok', 'b clean: ok']);
    expect(['a', 'b', 'c'].map((name) => ran.standing(name))).toEqual([
      'rolled-back',
      'interrupted',
      'not-started',
    ]);
    expect(ran.recap.exit).toBe('rolledBack');
  });

  test('does not count hosts that a resolving rescue makes good', async () => {
    const lab = new Lab('a', 'b');
    const ran = await lab.run([
      play([block([failOn('a')], { rescue: [task('mend', 'say')], resolved: true }), task('next', 'say')], {
        anyErrorsFatal: true,
      }),
    ]);
    expect(ran.lines.slice(-2)).toEqual(['a next: ok', 'b next: ok']);
  });

  test('a batch in which every host was rolled back ends the play', async () => {
    const lab = new Lab('a', 'b');
    const ran = await lab.run([
      play([block([task('fail', 'fail')], { rescue: [task('tell', 'say')] })], { serial: [{ hosts: 1 }] }),
    ]);
    expect(['a', 'b'].map((name) => ran.standing(name))).toEqual(['rolled-back', 'not-started']);
  });
});

describe('forks', () => {
  test('no more hosts than forks run at once', async () => {
    const lab = new Lab(...names(6));
    let running = 0;
    let most = 0;
    for (const host of lab.hosts.values())
      host.onRequest = async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
      };
    await lab.run([play([task('read', 'read', { key: 'x' })])], { forks: 2 });
    expect(most).toBe(2);
  });
});

describe('run_once', () => {
  test('runs on the first host and registers for all', async () => {
    const lab = new Lab('a', 'b');
    const ran = await lab.run([
      play([
        task('ask', 'read', { key: 'x' }, { runOnce: true, register: 'got' }),
        task('say', 'say', { msg: '$got.changed' }),
      ]),
    ]);
    expect(ran.lines).toEqual(['a ask: ok', 'a say: ok', 'b say: ok']);
    expect(lab.host('b').opened).toBe(0);
  });

  test('fails all when it fails', async () => {
    const lab = new Lab('a', 'b');
    const ran = await lab.run([play([task('fail', 'fail', {}, { runOnce: true })])]);
    expect(['a', 'b'].map((name) => ran.standing(name))).toEqual(['failed', 'failed']);
  });

  test('goes to the next host when the first cannot be reached', async () => {
    const lab = new Lab('a', 'b');
    lab.host('a').down = true;
    const ran = await lab.run([play([task('ask', 'read', { key: 'x' }, { runOnce: true })])]);
    expect(ran.lines).toEqual(['a ask: unreachable', 'b ask: ok']);
  });
});

describe('handlers', () => {
  const restart = task('restart', 'say', {}, { listen: ['all services'] });
  const reload = task('reload', 'say');

  test('run once per host at the end of the section, in the order of definition, where something changed', async () => {
    const lab = new Lab('a', 'b');
    lab.host('b').values.set('x', '1').set('y', '1');
    const notifying = (key: string, ...notify: string[]) => ({ ...keep(key), notify: notify.map(plain) });
    const ran = await lab.run([
      play([notifying('x', 'reload'), notifying('y', 'restart', 'reload'), task('last', 'say')], {
        handlers: [restart, reload],
      }),
    ]);
    expect(ran.lines.slice(4)).toEqual(['a last: ok', 'b last: ok', 'a restart: ok', 'a reload: ok']);
  });

  test('hear what they listen to, and each other', async () => {
    const lab = new Lab('a');
    const chain = task(
      'chain',
      'keep',
      { key: 'z', value: '1' },
      { listen: ['all services'], notify: [plain('restart')] },
    );
    const ran = await lab.run([
      play([{ ...keep('x'), notify: [plain('all services')] }], {
        handlers: [task('restart', 'say'), chain],
      }),
    ]);
    expect(ran.lines.slice(1)).toEqual(['a chain: changed', 'a restart: ok']);
  });

  test('run before the next section starts', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([
      play([task('task', 'say')], {
        preTasks: [{ ...keep('x'), notify: [plain('reload')] }],
        handlers: [reload],
      }),
    ]);
    expect(ran.lines).toEqual(['a keep x: changed', 'a reload: ok', 'a task: ok']);
  });

  test('do not run on a host that failed meanwhile', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([
      play([{ ...keep('x'), notify: [plain('reload')] }, task('fail', 'fail')], { handlers: [reload] }),
    ]);
    expect(ran.lines).toEqual(['a keep x: changed', 'a fail: failed']);
  });
});

describe('tags', () => {
  const choice = (tags: string[], skipTags: string[] = []) => ({ tags, skipTags });

  test('without a choice all run but never', () => {
    expect(isSelected([], choice([]))).toBe(true);
    expect(isSelected(['never'], choice([]))).toBe(false);
  });
  test('only what is asked for runs, and always', () => {
    expect(isSelected(['a'], choice(['a']))).toBe(true);
    expect(isSelected(['b'], choice(['a']))).toBe(false);
    expect(isSelected(['always'], choice(['a']))).toBe(true);
  });
  test('never runs when one of its tags is asked for', () =>
    expect(isSelected(['never', 'debug'], choice(['debug']))).toBe(true));
  test('skipping wins, over always only by name', () => {
    expect(isSelected(['a'], choice(['a'], ['a']))).toBe(false);
    expect(isSelected(['always'], choice([], ['all']))).toBe(true);
    expect(isSelected(['always'], choice([], ['tagged']))).toBe(false);
    expect(isSelected(['always'], choice([], ['always']))).toBe(false);
  });
  test('tagged and untagged can be asked for', () => {
    expect(isSelected([], choice(['untagged']))).toBe(true);
    expect(isSelected(['a'], choice(['untagged']))).toBe(false);
    expect(isSelected(['a'], choice(['tagged']))).toBe(true);
  });
});

describe('the stream of events', () => {
  test('is numbered without gaps and ends with the recap', async () => {
    const ran = await new Lab('a', 'b').run([play([keep('x'), failOn('a')])]);
    expect(ran.events.map(({ seq }) => seq)).toEqual(ran.events.map((_, index) => index + 1));
    expect(ran.events.at(-1)).toMatchObject({ type: 'run.finished', recap: ran.recap });
  });

  test('has no secrets in it', async () => {
    const lab = new Lab('a');
    lab.secrets.add('hush-hush');
    const ran = await lab.run([
      play([
        task('keep', 'keep', { key: 'x', value: 'hush-hush' }),
        task('say', 'say', { msg: 'it is hush-hush' }, { when: [when('zone == one')] }),
      ]),
    ]);
    expect(JSON.stringify([ran.events, ran.recap])).not.toContain('hush-hush');
    expect(lab.host('a').values.get('x')).toBe('hush-hush');
  });

  test('says when a pattern matches no host', async () => {
    const ran = await new Lab('a').run([play([keep('x')], { hosts: 'nobody' })]);
    expect(ran.of('run.warning')).toHaveLength(1);
    expect(ran.recap).toMatchObject({ hosts: [], exit: 'success' });
  });
});
