import { describe, expect, test } from 'vitest';
import { when } from './fake/language.ts';
import { block, play, task } from './fake/playbook.ts';
import { Lab } from './fake/run.ts';

const rollback = task('undo', 'rollback');
const keep = (key: string, value = '1') => task(`keep ${key}`, 'keep', { key, value });

describe('a block that fails', () => {
  test('is undone newest first, on the host where it failed only', async () => {
    const lab = new Lab('a', 'b');
    lab.host('b').values.set('z', 'own');
    const ran = await lab.run([
      play([
        block([keep('x'), keep('y'), task('fail', 'fail', {}, { when: [when('inventory_hostname == a')] })], {
          rescue: [rollback],
        }),
      ]),
    ]);
    expect(lab.host('a').changes).toEqual(['x=1', 'y=1', 'y=null', 'x=null']);
    expect([...lab.host('b').values.keys()]).toEqual(['z', 'x', 'y']);
    expect(ran.standing('a')).toBe('rolled-back');
    expect(ran.standing('b')).toBe('done');
    expect(ran.recap.exit).toBe('rolledBack');
  });

  test('is undone in one request, under intents of its own', async () => {
    const lab = new Lab('a');
    await lab.run([play([block([keep('x'), keep('y'), task('fail', 'fail')], { rescue: [rollback] })])]);
    expect(lab.host('a').requests.at(-1)).toBe('apply keep set y, apply keep set x');
    expect(lab.host('a').intents.slice(-2)).toEqual([
      'r1/0.tasks.0.tasks.1/1/undo',
      'r1/0.tasks.0.tasks.0/1/undo',
    ]);
  });

  test('takes back the step that failed as well: it may have changed something', async () => {
    const lab = new Lab('a');
    const host = lab.host('a');
    host.fault = ({ intent }) => (intent && !intent.id.endsWith('undo') ? 'failed' : undefined);
    const ran = await lab.run([play([block([keep('x')], { rescue: [rollback] })])]);
    expect(ran.of('host.step.undone').map(({ title, ok }) => `${title} ${ok}`)).toEqual(['put x back true']);
  });

  test('leaves alone what stood before it and what an outer block did', async () => {
    const lab = new Lab('a');
    await lab.run([
      play([
        block([keep('outer'), block([keep('inner'), task('fail', 'fail')], { rescue: [rollback] })], {
          rescue: [rollback],
        }),
      ]),
    ]);
    expect([...lab.host('a').values.keys()]).toEqual(['outer']);
  });

  test('tells its rescue which task failed, and why', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([
      play([
        block([task('fail', 'fail')], {
          rescue: [
            task('name', 'say', { msg: '$failed_task.name' }),
            task('why', 'say', { msg: '$failed_result.message' }),
          ],
        }),
      ]),
    ]);
    expect([ran.result('name').message, ran.result('why').message]).toEqual(['fail', 'told to fail']);
  });

  test('goes on behind its rescue, and the host counts as rolled back', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([
      play([block([task('fail', 'fail')], { rescue: [task('mend', 'say')] }), task('next', 'say')]),
    ]);
    expect(ran.lines).toEqual(['a fail: failed', 'a mend: ok', 'a next: ok']);
    expect(ran.recap.hosts[0]).toMatchObject({
      standing: 'rolled-back',
      where: 'rolled back after "fail": told to fail',
      failed: 0,
      rolledBack: 1,
    });
  });

  test('counts as good when its rescue resolves it', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([
      play([block([task('fail', 'fail')], { rescue: [task('mend', 'say')], resolved: true })]),
    ]);
    expect(ran.recap.exit).toBe('success');
    expect(ran.of('block.rescued')).toMatchObject([{ host: 'a', resolved: true }]);
  });

  test('fails for good when its rescue fails, and always still runs', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([
      play([
        block([task('fail', 'fail')], { rescue: [task('worse', 'fail')], always: [task('clean', 'say')] }),
        task('next', 'say'),
      ]),
    ]);
    expect(ran.lines).toEqual(['a fail: failed', 'a worse: failed', 'a clean: ok']);
    expect(ran.where('a')).toBe('failed at "worse": told to fail');
  });

  test('reports an undo that fails, undoes the others, and fails', async () => {
    const lab = new Lab('a');
    lab.host('a').fault = ({ intent }) => (intent?.id.endsWith('1/1/undo') ? 'failed' : undefined);
    const ran = await lab.run([
      play([block([keep('x'), keep('y'), task('fail', 'fail')], { rescue: [rollback] })]),
    ]);
    expect(ran.of('host.step.undone').map(({ ok }) => ok)).toEqual([false, true]);
    expect([...lab.host('a').values.keys()]).toEqual(['y']);
    expect(ran.result('undo').failure?.code).toBe('task/rollback-failed');
    expect(ran.standing('a')).toBe('failed');
  });

  test('warns of a step that cannot be taken back', async () => {
    const lab = new Lab('a');
    const ran = await lab.run([
      play([block([task('run', 'command', { key: 'x' }), task('fail', 'fail')], { rescue: [rollback] })]),
    ]);
    expect(ran.result('undo').warnings).toEqual(['cannot be undone: run']);
  });
});

describe('always', () => {
  test('runs on hosts that failed and on those that did not', async () => {
    const lab = new Lab('a', 'b');
    const ran = await lab.run([
      play([
        block([task('fail', 'fail', {}, { when: [when('inventory_hostname == a')] })], {
          always: [task('clean', 'say')],
        }),
        task('next', 'say'),
      ]),
    ]);
    expect(ran.lines).toEqual([
      'a fail: failed',
      'b fail: skipped',
      'a clean: ok',
      'b clean: ok',
      'b next: ok',
    ]);
  });
});

describe('an unreachable host', () => {
  test('fails, while the others go on', async () => {
    const lab = new Lab('a', 'b');
    lab.host('a').down = true;
    const ran = await lab.run([play([keep('x'), task('say', 'say')])]);
    expect(ran.lines.toSorted()).toEqual(['a keep x: unreachable', 'b keep x: changed', 'b say: ok']);
    expect(ran.standing('a')).toBe('unreachable');
    expect(ran.recap.exit).toBe('unreachable');
    expect(ran.of('host.unreachable')).toHaveLength(1);
  });

  test('runs what its rescue and always can do without it', async () => {
    const lab = new Lab('a');
    lab.host('a').down = true;
    const ran = await lab.run([
      play([
        block([keep('x')], {
          rescue: [keep('y'), rollback, task('tell', 'say')],
          always: [task('clean', 'say')],
        }),
        task('next', 'say'),
      ]),
    ]);
    expect(ran.lines).toEqual([
      'a keep x: unreachable',
      'a keep y: skipped',
      'a undo: ok',
      'a tell: ok',
      'a clean: ok',
    ]);
    expect(ran.result('keep y').reason).toBe('host unreachable');
    expect(ran.standing('a')).toBe('unreachable');
  });

  test('says clearly that steps could not be taken back', async () => {
    const lab = new Lab('a');
    lab.host('a').fault = ({ intent }) => (intent?.id.includes('tasks.1') ? 'drop-after' : undefined);
    const ran = await lab.run([play([block([keep('x'), keep('y')], { rescue: [rollback] })])]);
    expect(ran.result('undo')).toMatchObject({
      status: 'unreachable',
      message: '2 applied steps could not be undone: the connection was lost',
    });
  });

  test('is left out of later plays', async () => {
    const lab = new Lab('a', 'b');
    lab.host('a').down = true;
    const ran = await lab.run([play([keep('x')]), play([task('say', 'say')])]);
    expect(ran.lines).toEqual(['a keep x: unreachable', 'b keep x: changed', 'b say: ok']);
  });
});
