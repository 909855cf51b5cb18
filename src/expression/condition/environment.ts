import { Environment } from '@marcbachmann/cel-js';
import { registerAbsence } from './absence.ts';
import { located } from './function-error.ts';
import { registerHelpers } from './helper-functions.ts';
import { matchesRe2 } from './re2.ts';
import { GoVersionValue, SemverValue } from './versions.ts';

/**
 * Functions of the library's that conditions have another way, and the names of ours: of the same length, so that
 * positions stay true. Its `matches` is a backtracking RegExp; its `bool` knows no `yes` and `on`.
 */
export const ownNames = { matches: 're2find', bool: 'bo0l' } as const;

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
  registerHelpers(cel, ownNames);
  return cel
    .registerFunction(`string.${ownNames.matches}(string): bool`, matchesRe2, { async: false })
    .registerFunction(`${ownNames.matches}(string, string): bool`, matchesRe2, { async: false })
    .registerOperator('string in string', (part: string, whole: string) => whole.includes(part));
}

/** Comparisons between two of the type, and with a text on either side, which is then taken for one. */
function registerVersions<T extends Ordered<T>>(
  cel: Environment,
  type: string,
  ctor: new (text: string) => T,
  make: string,
): void {
  cel.registerType(type, { ctor, fields: {} });
  cel.registerFunction(
    `${make}(string): ${type}`,
    located((text: string) => new ctor(text)),
    { async: false },
  );
  for (const [sign, holds] of Object.entries(signs)) {
    cel.registerOperator(`${type} ${sign} ${type}`, (a: T, b: T) => holds(a.compare(b)));
    cel.registerOperator(
      `${type} ${sign} string`,
      located((a: T, b: string) => holds(a.compare(new ctor(b)))),
    );
    // The library registers equality for both orders at once.
    if (sign !== '==')
      cel.registerOperator(
        `string ${sign} ${type}`,
        located((a: string, b: T) => holds(new ctor(a).compare(b))),
      );
  }
}

/** JSON's numbers are doubles to CEL, the numbers in a condition ints; a person sees no difference. */
function registerNumbers(cel: Environment): void {
  for (const [sign, compute] of Object.entries(arithmetic)) {
    cel.registerOperator(`double ${sign} int: double`, (a: number, b: bigint) => compute(a, Number(b)));
    cel.registerOperator(`int ${sign} double: double`, (a: bigint, b: number) => compute(Number(a), b));
  }
  cel.registerOperator('double % double', (a: number, b: number) => a % b);
  cel.registerOperator('double == int', (a: number, b: bigint) => a === Number(b));
}
