import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeptFleet, lives, until } from './kept-fleet.ts';
import { recapOf, resultsOf, type Typing } from './typed-gorun.ts';

let fleet: KeptFleet;

beforeEach(async () => {
  fleet = await KeptFleet.start();
  fleet.write('target', 'before\n');
});
afterEach(() => fleet.remove());

const copy = () => ({ copy: { dest: fleet.at('target'), content: 'after\n' } });
const write = (name: string) => ({ copy: { dest: fleet.at(name), content: `${name}\n` } });

/** Ctrl-C as soon as a script of the run has written its number to `begun`. */
async function interruptWhenBegun(run: Typing): Promise<void> {
  await until(() => existsSync(fleet.at('begun')) && fleet.read('begun').endsWith('\n'));
  run.process.kill('SIGINT');
  await run.told('run.interrupted');
}

describe('a host on which a block fails', () => {
  it('gets its rescue and always after one Ctrl-C', async () => {
    const failing = { shell: { cmd: 'echo $$ >"$1"; sleep 1; exit 3', args: [fleet.at('begun')] } };
    const tasks = { block: [copy(), failing], rescue: [{ rollback: null }], always: [write('cleaned')] };
    fleet.playbook('block.yml', [tasks, write('behind')]);
    const run = fleet.begin('block.yml');
    await interruptWhenBegun(run);
    const ended = await run.ended;
    expect(ended.code).toBe(130);
    expect(fleet.read('target')).toBe('before\n');
    expect([fleet.at('cleaned'), fleet.at('behind')].map(existsSync)).toEqual([true, false]);
    expect(ended.events.find(({ type }) => type === 'run.finishing')).toMatchObject({ hosts: ['h1'] });
    expect(recapOf(ended).h1?.standing).toBe('rolled-back');
  });

  it('says after two in its rollback what was undone, and what is not known', async () => {
    const undo = `echo $$ >${fleet.at('begun')}; sleep 300; echo done >${fleet.at('undone')}`;
    fleet.playbook('block.yml', [
      {
        block: [write('first'), { shell: { cmd: 'true', undo } }, copy(), { fail: { msg: 'no' } }],
        rescue: [{ rollback: null }, write('rescued')],
        always: [write('cleaned')],
      },
    ]);
    const run = fleet.begin('block.yml');
    await interruptWhenBegun(run);
    run.process.kill('SIGINT');
    const ended = await run.ended;
    expect(ended.code).toBe(130);
    const known = '1 of 3 steps undone, 1 not begun, the outcome of "run the undo script" is not known';
    expect(resultsOf(ended, 'h1').at(-1)).toMatchObject({
      status: 'failed',
      message: `stopped while it ran: ${known}`,
    });
    expect(recapOf(ended).h1).toMatchObject({
      standing: 'interrupted',
      where: `stopped while "rollback" ran; ${known}`,
    });
    expect(fleet.read('target')).toBe('before\n');
    await until(() => !lives(Number(fleet.read('begun'))));
    expect(['undone', 'rescued', 'cleaned'].map((name) => existsSync(fleet.at(name)))).toEqual([
      false,
      false,
      false,
    ]);
  });
});
