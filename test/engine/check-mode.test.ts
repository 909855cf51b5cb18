import { describe, expect, test } from 'vitest';
import { plain, when } from './fake/language.ts';
import { keep as kept, registry } from './fake/modules.ts';
import { block, play, task } from './fake/playbook.ts';
import { Lab } from './fake/run.ts';

const check = { check: true };
const keep = (key: string, value: string, module = 'keep') =>
  task(`${module} ${key} ${value}`, module, { key, value });

describe('check mode', () => {
  test('shows the steps that a run then applies, and changes nothing', async () => {
    const lab = new Lab('a');
    const plays = [play([keep('x', '1'), keep('x', '2'), keep('x', '2'), keep('y', '1')])];
    const checked = await lab.run(plays, check);
    expect(lab.host('a').changes).toEqual([]);
    expect(lab.host('a').locks).toBe(0);
    const ran = await lab.run(plays);
    const planned = (one: typeof ran) =>
      one.of('host.task.planned').map(({ task: { id }, steps }) => ({ id, steps }));
    expect(planned(checked)).toEqual(planned(ran));
    expect(checked.lines).toEqual(ran.lines);
  });

  test('where the lock could not be taken the first change fails, as it would in a run', async () => {
    const lab = new Lab('a');
    lab.host('a').values.set('x', '1');
    lab.host('a').fault = ({ script, fn }) => (script === undefined && fn === 'state' ? 'failed' : undefined);
    const plays = [play([keep('x', '1'), keep('y', '1')])];
    const checked = await lab.run(plays, check);
    expect(checked.lines).toEqual(['a keep x 1: ok', 'a keep y 1: failed']);
    expect(checked.result('keep y 1').failure).toMatchObject({ code: 'worker/no-state' });
    // It goes along with a probe.
    expect(lab.host('a').requests).toHaveLength(1);
  });

  test('a task behind a predicted change sees what that change leaves', async () => {
    const lab = new Lab('a');
    lab.host('a').values.set('x', 'old');
    const ran = await lab.run([play([keep('x', 'new'), keep('X'.toLowerCase(), 'old')])], check);
    expect(ran.result('keep x old').steps[0]?.changes).toEqual([
      { property: 'x', before: 'new', after: 'old' },
    ]);
  });

  test('says what is known only later instead of guessing', async () => {
    const lab = new Lab('a');
    const ran = await lab.run(
      [play([keep('x', '1', 'silent'), keep('x', '1'), keep('y', '1'), task('read', 'read', { key: 'y' })])],
      check,
    );
    expect(ran.lines).toEqual([
      'a silent x 1: changed',
      'a keep x 1: unknown',
      'a keep y 1: changed',
      'a read: unknown',
    ]);
    expect(ran.result('keep x 1').reason).toBe('known only after "silent x 1"');
  });

  test('what a task perhaps changes is known behind it, for it is so in either case', async () => {
    const lab = new Lab('a');
    lab.modules = registry({
      ...kept,
      name: 'unsure',
      plan: (input) => ({ ...kept.plan(input), perhaps: true }),
    });
    const ran = await lab.run(
      [play([keep('x', '1'), keep('x', '2', 'unsure'), keep('x', '2'), keep('y', '1', 'unsure')])],
      check,
    );
    expect(ran.lines).toEqual([
      'a keep x 1: changed',
      'a unsure x 2: unknown',
      'a keep x 2: ok',
      // No earlier task concerns it: it is as the probe says.
      'a unsure y 1: changed',
    ]);
    expect(ran.result('unsure x 2').reason).toBe('known only after "keep x 1"');
  });

  test('what a plan spares is known as before', async () => {
    const lab = new Lab('a');
    const touches = () => ['key:x', 'key:y', 'key:z'];
    lab.modules = registry({
      ...kept,
      name: 'wide',
      touches,
      plan: (input) => ({ ...kept.plan(input), spares: ['KEY:Y'] }),
    });
    const tasks = [keep('y', '1'), keep('x', '1', 'wide'), keep('y', '1'), keep('z', '1')];
    const ran = await lab.run([play(tasks)], check);
    expect(ran.lines.slice(2)).toEqual(['a keep y 1: ok', 'a keep z 1: unknown']);
  });

  test('a fact of a state that would have changed is not known', async () => {
    const lab = new Lab('a');
    const ran = await lab.run(
      [
        play([
          task('read', 'read', { key: 'x' }),
          keep('x', '1'),
          task('read again', 'read', { key: 'x' }),
          task('say', 'say', { msg: '$fact_x' }),
          task('say if', 'say', {}, { when: [when('fact_x == 1')] }),
        ]),
      ],
      check,
    );
    expect(ran.lines.slice(2)).toEqual(['a read again: unknown', 'a say: unknown', 'a say if: unknown']);
  });

  test('what is known of a register is used, what is not makes later tasks unknown', async () => {
    const lab = new Lab('a');
    const ran = await lab.run(
      [
        play([
          task('silent', 'silent', { key: 'x', value: '1' }, { register: 'got' }),
          task('changed', 'say', {}, { when: [when('got.changed')] }),
          task('value', 'say', {}, { when: [when('got.value == 1')] }),
        ]),
      ],
      check,
    );
    expect(ran.lines.slice(1)).toEqual(['a changed: ok', 'a value: unknown']);
  });

  test('a fact set from what is not known is not known, also where it had a value', async () => {
    const lab = new Lab('a');
    const ran = await lab.run(
      [
        play([
          task('set', 'set_fact', { colour: 'old' }),
          task('silent', 'silent', { key: 'x', value: '1' }, { register: 'got' }),
          task('set again', 'set_fact', { colour: '$got.value', fresh: '$got.value' }),
          task('old', 'say', { msg: '$colour' }),
          task('new', 'say', { msg: '$fresh' }),
        ]),
      ],
      check,
    );
    expect(ran.lines.slice(2)).toEqual(['a set again: unknown', 'a old: unknown', 'a new: unknown']);
  });

  test('a refused plan fails here, too', async () => {
    const ran = await new Lab('a').run([play([keep('x', 'refused')])], check);
    expect(ran.lines).toEqual(['a keep x refused: failed']);
  });

  test('rollback says what it would undo and takes the predictions back', async () => {
    const lab = new Lab('a');
    const ran = await lab.run(
      [
        play([
          block([keep('x', '1'), task('fail', 'fail')], { rescue: [task('undo', 'rollback')] }),
          keep('x', '1'),
        ]),
      ],
      check,
    );
    expect(ran.result('undo')).toMatchObject({ status: 'changed', steps: [{ title: 'put x back' }] });
    expect(ran.lines.at(-1)).toBe('a keep x 1: changed');
    expect(lab.host('a').changes).toEqual([]);
  });

  test('a handler of a task that perhaps changes is unknown', async () => {
    const lab = new Lab('a');
    const ran = await lab.run(
      [
        play([keep('x', '1', 'silent'), { ...keep('x', '1'), notify: [plain('reload')] }], {
          handlers: [task('reload', 'say')],
        }),
      ],
      check,
    );
    expect(ran.lines.at(-1)).toBe('a reload: unknown');
  });

  test('until does not wait for what nobody will change', async () => {
    const lab = new Lab('a');
    const ran = await lab.run(
      [play([task('wait', 'read', { key: 'x' }, { register: 'got', until: when('got.value == there') })])],
      check,
    );
    expect(ran.result('wait').status).toBe('unknown');
    expect(lab.clock.sleeps).toEqual([]);
  });
});
