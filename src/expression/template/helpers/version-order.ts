import { compareParsedGoVersions } from '../../../go-version/compare.ts';
import { parseGoVersion } from '../../../go-version/parse.ts';
import type { Json } from '../../../json.ts';
import { compareSemver, parseSemver } from '../../semver.ts';
import { HelperProblem } from './declaration.ts';

function compared<T>(name: string, parse: (text: string) => T | undefined, compare: (a: T, b: T) => number) {
  const read = (written: string): T => {
    const version = parse(written);
    if (version === undefined) throw new HelperProblem(`"${written}" is no ${name}`);
    return version;
  };
  return (a: string, b: string): number => Math.sign(compare(read(a), read(b)));
}

/** The order of two versions, as -1, 0 or 1. Each throws HelperProblem. */
export const compareBy = {
  goVersion: compared('Go version', parseGoVersion, compareParsedGoVersions),
  semver: compared('version', parseSemver, compareSemver),
};

const relations: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  lt: (order) => order < 0,
  '<=': (order) => order <= 0,
  le: (order) => order <= 0,
  '>': (order) => order > 0,
  gt: (order) => order > 0,
  '>=': (order) => order >= 0,
  ge: (order) => order >= 0,
  '==': (order) => order === 0,
  '=': (order) => order === 0,
  eq: (order) => order === 0,
  '!=': (order) => order !== 0,
  '<>': (order) => order !== 0,
  ne: (order) => order !== 0,
};

/** What a sign says of an order. Throws HelperProblem. */
export function versionRelation(sign: Json): (order: number) => boolean {
  const relation = typeof sign === 'string' ? relations[sign] : undefined;
  if (relation === undefined)
    throw new HelperProblem(
      `${JSON.stringify(sign)} is no comparison: write "<", "<=", "==", "!=", ">=" or ">"`,
    );
  return relation;
}
