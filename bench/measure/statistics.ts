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

/** The slope of the straight line that fits value over size best. NaN where there are fewer than two sizes. */
export function slope(points: readonly Point[]): number {
  const mean = (of: (point: Point) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [meanSize, meanValue] = [mean(({ size }) => size), mean(({ value }) => value)];
  const sum = (of: (point: Point) => number) => points.reduce((total, point) => total + of(point), 0);
  return (
    sum(({ size, value }) => (size - meanSize) * (value - meanValue)) /
    sum(({ size }) => (size - meanSize) ** 2)
  );
}

/**
 * The exponent of growth: the slope of the line that fits log(value) over log(size) best. 1 is linear, 2 quadratic.
 * NaN where there are fewer than two sizes.
 */
export function growthExponent(points: readonly Point[]): number {
  return slope(points.map(({ size, value }) => ({ size: Math.log(size), value: Math.log(value) })));
}
