import { describe, expect, it } from 'vitest';
import { benchOptions } from '../../bench/peers/options.ts';
import { keptRuns, type Run } from '../../bench/peers/results.ts';

const machine = { cores: 2 };
const run = (tool: string, hosts: number, what = 'unchanged'): Run => ({
  ...{ at: '2026-01-01T00:00:00Z', tool, hosts, case: what, round: 1, wall: 1, cpu: 1, hostsCpu: 1 },
  ...{ memory: 1, resident: 1, largest: 1, processes: 1 },
});
const runs = [run('gorun', 50), run('gorun', 10), run('ansible-free', 50), run('gorun', 50, 'null')];
const before = { machine, versions: {}, runs };

describe('of earlier runs', () => {
  it('those go that are measured now', () => {
    expect(keptRuns(before, machine, benchOptions([]))).toEqual(runs.slice(1));
  });

  it('all stay where the bench goes on', () => {
    expect(keptRuns(before, machine, benchOptions(['--continue']))).toEqual(runs);
  });

  it.each([[[]], [['--continue']]])('none stays of another machine %j', (flags) => {
    expect(keptRuns(before, { cores: 4 }, benchOptions(flags))).toEqual([]);
  });

  it('there are none at first', () => {
    expect(keptRuns(undefined, machine, benchOptions([]))).toEqual([]);
  });
});
