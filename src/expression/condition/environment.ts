import { Environment } from '@marcbachmann/cel-js';
import { parseGoVersion } from '../../go-version/parse.ts';
import { registerAbsence } from './absence.ts';
import { matchesRe2 } from './re2.ts';
import { GoVersionValue, SemverValue } from './versions.ts';

/** Under this name a condition's `matches` calls RE2; the library's own one is a backtracking RegExp. */
export const safeMatches = 're2find';

interface Ordered<T> {
  compare(other: T): number;
}

const signs: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '==': (order) => order === 0,
};

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

/** The language of conditions: CEL with versions, RE2, `default` and `defined`. Made once; it is expensive. */
export const environment = create();

function create(): Environment {
  const cel = new Environment({
    unlistedVariablesAreDyn: true,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
    limits: {
      maxAstNodes: 2000,
      maxDepth: 60,
      maxListElements: 500,
      maxMapEntries: 500,
      maxCallArguments: 16,
    },
  });
  registerVersions(cel, 'GoVersion', GoVersionValue, 'goVersion');
  registerVersions(cel, 'Semver', SemverValue, 'semver');
  registerNumbers(cel);
  registerAbsence(cel);
  const compareGo = (a: string, b: string) => new GoVersionValue(a).compare(new GoVersionValue(b));
  cel
    .registerFunction(`string.${safeMatches}(string): bool`, matchesRe2)
    .registerFunction(`${safeMatches}(string, string): bool`, matchesRe2)
    .registerFunction('goVersionCompare(string, string): int', (a: string, b: string) =>
      BigInt(Math.sign(compareGo(a, b))),
    )
    .registerFunction('goVersionLess(string, string): bool', (a: string, b: string) => compareGo(a, b) < 0)
    .registerFunction('isGoVersion(string): bool', (text: string) => parseGoVersion(text) !== undefined);
  return cel;
}

/** Comparisons between two of the type, and with a text on either side, which is then taken for one. */
function registerVersions<T extends Ordered<T>>(
  cel: Environment,
  type: string,
  ctor: new (text: string) => T,
  make: string,
): void {
  cel.registerType(type, { ctor, fields: {} });
  cel.registerFunction(`${make}(string): ${type}`, (text: string) => new ctor(text));
  for (const [sign, holds] of Object.entries(signs)) {
    cel.registerOperator(`${type} ${sign} ${type}`, (a: T, b: T) => holds(a.compare(b)));
    cel.registerOperator(`${type} ${sign} string`, (a: T, b: string) => holds(a.compare(new ctor(b))));
    // The library registers equality for both orders at once.
    if (sign !== '==')
      cel.registerOperator(`string ${sign} ${type}`, (a: string, b: T) => holds(new ctor(a).compare(b)));
  }
}

/** JSON's numbers are doubles to CEL, the numbers in a condition ints; a person sees no difference. */
function registerNumbers(cel: Environment): void {
  for (const [sign, compute] of Object.entries(arithmetic)) {
    cel.registerOperator(`double ${sign} int: double`, (a: number, b: bigint) => compute(a, Number(b)));
    cel.registerOperator(`int ${sign} double: double`, (a: bigint, b: number) => compute(Number(a), b));
  }
  cel.registerOperator('double % double', (a: number, b: number) => a % b);
}
