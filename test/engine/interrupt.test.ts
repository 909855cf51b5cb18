import { describe, expect, test } from 'vitest';
import { block, play, task } from './fake/playbook.ts';
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
