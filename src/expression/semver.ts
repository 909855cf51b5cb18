/** A version of any program: numbers with dots, and what comes before the release. */
export interface Semver {
  readonly numbers: readonly number[];
  readonly before: readonly string[];
}

/** Reads `1.2.3`, `v10.0`, `1.0.0-rc.1+build` (semver.org, with any count of numbers). */
export function parseSemver(text: string): Semver | undefined {
  const found = /^v?(\d+(?:\.\d+)*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/.exec(text.trim());
  if (found === null) return undefined;
  return { numbers: (found[1] ?? '').split('.').map(Number), before: found[2]?.split('.') ?? [] };
}

/** The order of two versions. Missing numbers count as 0: Windows' `10.0` is `10.0.0.0`. */
export function compareSemver(a: Semver, b: Semver): number {
  const length = Math.max(a.numbers.length, b.numbers.length);
  for (let index = 0; index < length; index++) {
    const difference = (a.numbers[index] ?? 0) - (b.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return compareBefore(a.before, b.before);
}

/** A release comes after all of its pre-releases; their parts compare as numbers where both are. */
function compareBefore(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined) return 1;
    if (left === right) continue;
    const [leftIsNumber, rightIsNumber] = [/^\d+$/.test(left), /^\d+$/.test(right)];
    if (leftIsNumber && rightIsNumber) return Number(left) - Number(right);
    if (leftIsNumber !== rightIsNumber) return leftIsNumber ? -1 : 1;
    return left < right ? -1 : 1;
  }
  return a.length - b.length;
}
