import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type Json } from '../../../json.ts';
import { HelperProblem, kindOf, MissingValue, truthy } from './declaration.ts';
import { order } from './order.ts';
import { compilePattern, oneOf, type Parameter, text } from './parameters.ts';
import { compareBy, versionRelation } from './version-order.ts';

type Value = Json | undefined;
type Test = (value: Value, args: readonly Json[]) => boolean;

/** Whether a list, the keys of a mapping, or a text holds something. Throws HelperProblem. */
export function contains(whole: Value, part: Value): boolean {
  if (typeof whole === 'string') return whole.includes(text('').read(part, 'what is looked for'));
  if (Array.isArray(whole)) return whole.some((item) => isDeepStrictEqual(item, part));
  if (isJsonObject(whole)) return Object.hasOwn(whole, text('').read(part, 'the key'));
  throw new HelperProblem(`a list, a mapping or a text can be searched, not ${kindOf(whole)}`);
}

function argument(args: readonly Json[], test: string): Json {
  const [first] = args;
  if (first === undefined) throw new HelperProblem(`the test "${test}" wants an argument`);
  return first;
}

const compares = (test: string, decide: (order: number) => boolean): Test => {
  return (value, args) => decide(order(value ?? null, argument(args, test)));
};

const finds = (test: string, frame: (pattern: string) => string): Test => {
  return (value, args) =>
    compilePattern(frame(text('').read(argument(args, test), 'the pattern'))).test(
      text('').read(value, 'the value'),
    );
};

const equal: Test = (value, args) => isDeepStrictEqual(value, argument(args, 'equalto'));

/** Tests by name, for `is`, `select`, `selectattr` and their opposites: those of Jinja and Ansible that are of use. */
export const tests = {
  defined: (value) => value !== undefined,
  undefined: (value) => value === undefined,
  truthy: (value) => truthy(value),
  falsy: (value) => !truthy(value),
  none: (value) => value === null,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  float: (value) => typeof value === 'number' && !Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  true: (value) => value === true,
  false: (value) => value === false,
  list: (value) => Array.isArray(value),
  mapping: (value) => isJsonObject(value),
  even: (value) => typeof value === 'number' && value % 2 === 0,
  odd: (value) => typeof value === 'number' && Math.abs(value % 2) === 1,
  equalto: equal,
  ne: (value, args) => !equal(value, args),
  lt: compares('lt', (sign) => sign < 0),
  le: compares('le', (sign) => sign <= 0),
  gt: compares('gt', (sign) => sign > 0),
  ge: compares('ge', (sign) => sign >= 0),
  in: (value, args) => contains(argument(args, 'in'), value),
  contains: (value, args) => contains(value, argument(args, 'contains')),
  match: finds('match', (pattern) => `^(?:${pattern})`),
  search: finds('search', (pattern) => pattern),
  subset: (value, args) => isSubset(value, argument(args, 'subset')),
  superset: (value, args) => isSubset(argument(args, 'superset'), value),
  version: (value, args) => versionHolds('semver', value, args),
  go_version: (value, args) => versionHolds('goVersion', value, args),
} as const satisfies Readonly<Record<string, Test>>;

/** Tests that a value which does not exist passes or not; all others want one. */
const ofMissing: ReadonlySet<TestName> = new Set(['defined', 'undefined', 'truthy', 'falsy']);

/** The name of a test. */
export type TestName = keyof typeof tests;

/** Names of all tests. */
export const testNames = Object.keys(tests) as readonly TestName[];

/** A parameter that names a test. */
export function testName(name: string): Parameter<TestName> {
  return oneOf(name, testNames);
}

/** Whether a value passes a test. Throws HelperProblem. */
export function holds(test: TestName, value: Value, args: readonly Json[]): boolean {
  if (value === undefined && !ofMissing.has(test))
    throw new MissingValue(`what is tested for "${test}" does not exist`);
  return tests[test](value, args);
}

function isSubset(part: Value, whole: Value): boolean {
  if (!Array.isArray(part) || !Array.isArray(whole))
    throw new HelperProblem(`two lists can be compared so, not ${kindOf(part)} and ${kindOf(whole)}`);
  return part.every((item) => contains(whole, item));
}

function versionHolds(kind: 'semver' | 'goVersion', value: Value, args: readonly Json[]): boolean {
  const [other, sign] = args;
  const a = text('').read(value, 'the version');
  const b = text('').read(other, 'the version to compare with');
  return versionRelation(sign ?? '==')(compareBy[kind](a, b));
}
