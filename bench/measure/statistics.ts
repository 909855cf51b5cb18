/** The middle one, or the mean of the middle two; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Median, least and greatest of several rounds. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** What several rounds of one measurement say. */
export function spread(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/** A measurement at a size. */
export interface Point {
  readonly size: number;
  readonly value: number;
}

/**
 * The exponent of growth: the slope of the line that fits log(value) over log(size) best. 1 is linear, 2 quadratic.
 * NaN where there are fewer than two sizes.
 */
export function growthExponent(points: readonly Point[]): number {
  const logs = points.map(({ size, value }) => [Math.log(size), Math.log(value)] as const);
  const mean = (at: 0 | 1) => logs.reduce((sum, pair) => sum + pair[at], 0) / logs.length;
  const [meanSize, meanValue] = [mean(0), mean(1)];
  const together = logs.reduce((sum, [size, value]) => sum + (size - meanSize) * (value - meanValue), 0);
  return together / logs.reduce((sum, [size]) => sum + (size - meanSize) ** 2, 0);
}
