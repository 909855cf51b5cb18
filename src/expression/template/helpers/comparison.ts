import { isDeepStrictEqual } from 'node:util';
import { compareParsedGoVersions } from '../../../go-version/compare.ts';
import { type GoVersion, parseGoVersion } from '../../../go-version/parse.ts';
import { isJsonObject, type Json } from '../../../json.ts';
import { type Helper, HelperProblem, kindOf, text, truthy } from './declaration.ts';

type Value = Json | undefined;

function pair(form: string, summary: string, decide: (a: Value, b: Value) => Json): Helper {
  return { form, summary, arity: [2, 2], run: ([a, b]) => decide(a, b) };
}

function order(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b);
  throw new HelperProblem(`two numbers or two texts can be compared, not ${kindOf(a)} and ${kindOf(b)}`);
}

function goVersion(value: Value): GoVersion {
  const written = text(value, 'a version');
  const version = parseGoVersion(written);
  if (version === undefined) throw new HelperProblem(`"${written}" is no Go version`);
  return version;
}

function goOrder(a: Value, b: Value): number {
  return Math.sign(compareParsedGoVersions(goVersion(a), goVersion(b)));
}

function contains(whole: Value, part: Value): boolean {
  if (typeof whole === 'string') return whole.includes(text(part, 'what is looked for'));
  if (Array.isArray(whole)) return whole.some((item) => isDeepStrictEqual(item, part));
  if (isJsonObject(whole)) return Object.hasOwn(whole, text(part, 'the key'));
  throw new HelperProblem(`a list, a mapping or a text can be searched, not ${kindOf(whole)}`);
}

/** Helpers that answer true or false (or an order), for `#if` and for values. */
export const comparisonHelpers: Readonly<Record<string, Helper>> = {
  eq: pair('eq a b', 'Whether both are the same.', isDeepStrictEqual),
  ne: pair('ne a b', 'Whether they differ.', (a, b) => !isDeepStrictEqual(a, b)),
  lt: pair('lt a b', 'Whether a is less than b (numbers or texts).', (a, b) => order(a, b) < 0),
  le: pair('le a b', 'Whether a is less than b, or the same.', (a, b) => order(a, b) <= 0),
  gt: pair('gt a b', 'Whether a is more than b.', (a, b) => order(a, b) > 0),
  ge: pair('ge a b', 'Whether a is more than b, or the same.', (a, b) => order(a, b) >= 0),
  in: pair('in part whole', 'Whether a list, a mapping (its keys) or a text holds the part.', (part, whole) =>
    contains(whole, part),
  ),
  not: {
    form: 'not value',
    summary: 'True for false, null, 0, "" and an empty list.',
    arity: [1, 1],
    run: ([value]) => !truthy(value),
  },
  and: {
    form: 'and a b …',
    summary: 'The first that is not true, or the last.',
    arity: [2, 100],
    run: (args) => args.find((value) => !truthy(value)) ?? args.at(-1) ?? null,
  },
  or: {
    form: 'or a b …',
    summary: 'The first that is true, or the last.',
    arity: [2, 100],
    run: (args) => args.find(truthy) ?? args.at(-1) ?? null,
  },
  ternary: {
    form: 'ternary condition yes no',
    summary: '`yes` where the condition is true, otherwise `no`.',
    arity: [3, 3],
    run: ([condition, yes, no]) => (truthy(condition) ? yes : no) ?? null,
  },
  goVersionCompare: pair(
    'goVersionCompare a b',
    "-1, 0 or 1 in Go's own order of versions (1.21rc1 is older than 1.21.0).",
    goOrder,
  ),
  goVersionLess: pair(
    'goVersionLess a b',
    'Whether Go version a is older than b.',
    (a, b) => goOrder(a, b) < 0,
  ),
};
