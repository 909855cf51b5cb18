import { describe, expect, it } from 'vitest';
import type { Run } from '../../bench/peers/results.ts';
import { goalsOf } from '../../bench/report/goals.ts';
import { sumsOf } from '../../bench/report/sums.ts';

function run(tool: string, round: number, wall: number, more: Partial<Run> = {}): Run {
  const cost = { wall, cpu: wall / 2, hostsCpu: wall, memory: 100, resident: 120, largest: 60, processes: 3 };
  return { at: '2026-11-28T12:00:00Z', tool, case: 'unchanged', hosts: 50, round, ...cost, ...more };
}

it('runs that did not do their work are told, not counted', () => {
  const [sum] = sumsOf([run('gorun', 1, 2), run('gorun', 2, 900, { problem: 'hosts failed' })]);
  expect(sum).toMatchObject({ rounds: 1, bad: 1, wall: { median: 2, min: 2, max: 2 } });
});

it('gorun stands first, whatever was measured first', () => {
  const sums = sumsOf([run('mitogen-free', 1, 9), run('ansible-linear', 1, 9), run('gorun', 1, 1)]);
  expect(sums.map(({ tool }) => tool)).toEqual(['gorun', 'ansible-linear', 'mitogen-free']);
});

describe('a goal', () => {
  const goal = (runs: readonly Run[]) =>
    goalsOf(
      { peers: undefined, scale: undefined, startup: undefined, latency: undefined, windows: undefined },
      sumsOf(runs),
    )[0];

  it('is neither met nor missed before all of it was measured', () => {
    expect(goal([run('gorun', 1, 1)])).toMatchObject({ reached: 'not measured yet', met: undefined });
  });

  it('is met against Mitogen only if it is met against the fastest way to set it up', () => {
    const some = [run('gorun', 1, 1), run('ansible-linear', 1, 50), run('mitogen-linear', 1, 40)];
    expect(goal(some)).toMatchObject({ reached: '50×, 40×', met: true });
    expect(goal([...some, run('mitogen-free', 1, 15)])).toMatchObject({ reached: '50×, 15×', met: false });
  });
});
