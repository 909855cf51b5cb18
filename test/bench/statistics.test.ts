import { describe, expect, it } from 'vitest';
import { growthExponent, median, spread } from '../../bench/measure/statistics.ts';

describe('the exponent of growth', () => {
  const of = (cost: (size: number) => number) =>
    growthExponent([1_000, 3_000, 10_000].map((size) => ({ size, value: cost(size) })));

  it('is 1 where twice as many cost twice as much', () => {
    expect(of((size) => 0.002 * size)).toBeCloseTo(1, 10);
  });

  it('is 2 where twice as many cost four times as much', () => {
    expect(of((size) => size * size)).toBeCloseTo(2, 10);
  });

  it('is below 1 where a part of the cost is always the same', () => {
    expect(of((size) => 5 + 0.001 * size)).toBeLessThan(0.6);
  });
});

it('the median of an even number of rounds lies between the middle two', () => {
  expect(median([4, 1, 2, 9])).toBe(3);
});

it('one slow round does not move the median, and is told', () => {
  expect(spread([1, 1.1, 30])).toEqual({ median: 1.1, min: 1, max: 30 });
});
