import { type GoVersion, parseGoVersion } from './parse.ts';

const stages: readonly GoVersion['stage'][] = ['release', 'beta', 'rc'];

/** The order of two parsed versions: negative where `a` is older than `b`, 0 where they are the same. */
export function compareParsedGoVersions(a: GoVersion, b: GoVersion): number {
  return (
    a.major - b.major ||
    a.minor - b.minor ||
    // A version without patch (language version, candidate) is older than the first release.
    (a.patch ?? -1) - (b.patch ?? -1) ||
    stages.indexOf(a.stage) - stages.indexOf(b.stage) ||
    a.stageNumber - b.stageNumber
  );
}

/**
 * Go's own order of versions (internal/gover): 1.21 < 1.21rc1 < 1.21.0, but 1.20beta1 < 1.20rc3 < 1.20 < 1.20.1.
 * Negative where `a` is older than `b`. What is no version is older than every version, and equal to its like.
 */
export function compareGoVersions(a: string, b: string): number {
  const left = parseGoVersion(a);
  const right = parseGoVersion(b);
  if (left === undefined || right === undefined)
    return Number(left !== undefined) - Number(right !== undefined);
  return compareParsedGoVersions(left, right);
}
