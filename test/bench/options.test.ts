import { expect, it } from 'vitest';
import { benchOptions } from '../../bench/peers/options.ts';

const names = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name);

it('a first word stands for all ways in which a tool is set up', () => {
  expect(names(benchOptions(['--tools', 'gorun,mitogen']).tools)).toEqual([
    'gorun',
    'gorun-persist',
    'mitogen-linear',
    'mitogen-free',
    'mitogen-wide',
  ]);
});

it('a whole name stands for one only', () => {
  expect(names(benchOptions(['--tools', 'ansible-linear']).tools)).toEqual(['ansible-linear']);
});

it('--quick leaves variants out', () => {
  const { tools, sizes, rounds } = benchOptions(['--quick']);
  expect(names(tools)).toEqual(['gorun', 'gorun-persist', 'ansible-linear', 'mitogen-linear']);
  expect({ sizes, rounds }).toEqual({ sizes: [10], rounds: 2 });
});

it('without flags measures what the goals are about, and with --all everything', () => {
  const scope = (flags: readonly string[]) => {
    const { sizes, cases, tools } = benchOptions(flags);
    return { sizes, cases: names(cases), tools: names(tools) };
  };
  expect(scope([])).toEqual({
    sizes: [50, 100],
    cases: ['unchanged', 'unchanged-warm', 'changed'],
    tools: ['gorun', 'gorun-persist', 'ansible-linear', 'mitogen-linear'],
  });
  expect(scope(['--all'])).toMatchObject({
    sizes: [1, 10, 50, 100, 200],
    cases: { length: 5 },
    tools: { length: 8 },
  });
});

it('--quick and --all exclude each other', () => {
  expect(() => benchOptions(['--quick', '--all'])).toThrow(TypeError);
});

it('without a number of rounds cases and tools say it themselves', () => {
  expect(benchOptions([]).rounds).toBeUndefined();
});

it.each([
  ['--tools', 'salt'],
  ['--cases', 'changed,none'],
  ['--only', 'ten'],
  ['--rounds', '0'],
])('what is not known is refused: %s %s', (flag, value) => {
  expect(() => benchOptions([flag, value])).toThrow(TypeError);
});
