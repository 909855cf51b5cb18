import type { JsonObject } from '../../json.ts';

/** Operators of the language of conditions, for the reference. Each must compile; a test holds them to it. */
export interface ConditionForm {
  readonly forms: readonly string[];
  readonly summary: string;
}

/** A function or method of conditions; a test evaluates its example. */
export interface ConditionFunction {
  readonly name: string;
  readonly signature: string;
  readonly doc: string;
  readonly example: { readonly condition: string; readonly gives: boolean; readonly variables?: JsonObject };
}

/** Operators. */
export const conditionForms: readonly ConditionForm[] = [
  {
    forms: ['a == b', 'a != b', 'a < b', 'a >= b'],
    summary: 'Compare. A number is never the same as a text: int(a) == 5.',
  },
  { forms: ['a && b', 'a || b', '!a'], summary: 'And, or, not. Both sides must be true or false.' },
  { forms: ['a ? b : c'], summary: 'b where a is true, otherwise c.' },
  {
    forms: ['a in b'],
    summary: 'Whether a list holds a, a mapping has the key a, or a text has the part a.',
  },
  { forms: ['a.b', 'a["b"]', 'a[0]'], summary: 'What is under a key, or at a place of a list.' },
  { forms: ['a + b', 'a - b', 'a * b', 'a / b', 'a % b'], summary: 'Compute; + also joins texts and lists.' },
  { forms: ['[a, b]', '{"a": b}'], summary: 'A list, a mapping.' },
];

function declared(
  name: string,
  signature: string,
  doc: string,
  condition: string,
  gives: boolean,
  variables?: JsonObject,
): ConditionFunction {
  return {
    name,
    signature,
    doc,
    example: { condition, gives, ...(variables === undefined ? {} : { variables }) },
  };
}

/** Functions that only conditions have; most helpers of templates are functions as well. */
export const conditionFunctions: readonly ConditionFunction[] = [
  declared('defined', 'defined(a.b)', 'Whether the name and its keys exist.', 'defined(go.path)', false, {
    go: {},
  }),
  declared(
    'default',
    'default(a.b, fallback[, true])',
    'a.b, or the fallback where it does not exist or is null; with true also where it is empty or false.',
    'default(go.path, "none") == "none"',
    true,
    { go: {} },
  ),
  declared('has', 'has(a.b)', 'Whether a has the key b; a itself must exist.', 'has(go.version)', true, {
    go: { version: '1.21' },
  }),
  declared(
    'matches',
    'matches(text, pattern)',
    'Whether an RE2 pattern is found in a text, in time linear in its length; (?i) ignores case. Also text.matches(pattern).',
    'matches("go1.21.3", "^go[0-9]")',
    true,
  ),
  declared(
    'goVersion',
    'goVersion(text)',
    "A version of Go, to be compared with another or with a text in Go's own order: 1.21rc1 is older than 1.21.0.",
    'goVersion("1.21rc1") < goVersion("1.21.0")',
    true,
  ),
  declared(
    'semver',
    'semver(text)',
    'A version with dots, to be compared with another or with a text; a pre-release comes before its release, missing numbers are 0.',
    'semver("1.2.3") >= semver("1.2")',
    true,
  ),
  declared(
    'size',
    'size(a)',
    'Elements of a list, keys of a mapping, characters of a text.',
    'size(names) == 2',
    true,
    {
      names: ['a', 'b'],
    },
  ),
  declared('int', 'int(a)', 'A whole number of a text or number.', 'int(port) == 8080', true, {
    port: '8080',
  }),
  declared('double', 'double(a)', 'A number of a text or number.', 'double("1.5") > 1', true),
  declared('string', 'string(a)', 'A text of a number or boolean.', 'string(80) == "80"', true),
  declared(
    'type',
    'type(a)',
    'The type: string, int, double, bool, list, map.',
    'type(names) == list',
    true,
    { names: [] },
  ),
  declared('contains', 'text.contains(part)', 'Whether a text has a part.', '"go1.21".contains("1.2")', true),
  declared(
    'startsWith',
    'text.startsWith(start)',
    'Whether a text begins so.',
    '"go1.21".startsWith("go")',
    true,
  ),
  declared('endsWith', 'text.endsWith(end)', 'Whether a text ends so.', '"go.msi".endsWith(".exe")', false),
  declared(
    'exists',
    'list.exists(x, condition)',
    'Whether the condition holds for some element.',
    'ports.exists(p, p > 100)',
    true,
    {
      ports: [80, 443],
    },
  ),
  declared(
    'all',
    'list.all(x, condition)',
    'Whether the condition holds for every element.',
    'ports.all(p, p > 100)',
    false,
    {
      ports: [80, 443],
    },
  ),
  declared(
    'exists_one',
    'list.exists_one(x, condition)',
    'Whether the condition holds for exactly one element.',
    'ports.exists_one(p, p > 100)',
    true,
    {
      ports: [80, 443],
    },
  ),
  declared(
    'filter',
    'list.filter(x, condition)',
    'The elements for which the condition holds.',
    'ports.filter(p, p > 100) == [443]',
    true,
    {
      ports: [80, 443],
    },
  ),
  declared(
    'map',
    'list.map(x, value)',
    'A list of the value for each element.',
    'ports.map(p, p + 1) == [81, 444]',
    true,
    {
      ports: [80, 443],
    },
  ),
];
