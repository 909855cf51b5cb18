/** Forms of the language of conditions, for the reference. Each must compile; a test holds them to it. */
export interface ConditionForm {
  readonly forms: readonly string[];
  readonly summary: string;
}

/** What people use in conditions, beside the rest of CEL. */
export const conditionForms: readonly ConditionForm[] = [
  {
    forms: ['a == b', 'a != b', 'a < b', 'a >= b'],
    summary: 'Compare. A number is never the same as a text: int(a) == 5.',
  },
  { forms: ['a && b', 'a || b', '!a'], summary: 'And, or, not. Both sides must be true or false.' },
  { forms: ['a ? b : c'], summary: 'b where a is true, otherwise c.' },
  { forms: ['a in b'], summary: 'Whether a list holds a, or a mapping has the key a.' },
  { forms: ['defined(a.b)'], summary: 'Whether the name and its keys exist.' },
  { forms: ['default(a.b, c)'], summary: 'a.b, or c where it does not exist or is null.' },
  { forms: ['has(a.b)'], summary: 'Whether a has the key b; a itself must exist.' },
  {
    forms: ['matches(a, "^x")', 'a.matches("^x")'],
    summary: 'Whether an RE2 pattern is found in the text; (?i) ignores case.',
  },
  {
    forms: ['goVersion(a) < "1.21.0"'],
    summary: "Go's own order of versions: 1.21rc1 is older than 1.21.0.",
  },
  {
    forms: ['semver(a) >= "10.0.14393"'],
    summary: 'The order of dotted versions; a pre-release comes before its release.',
  },
  { forms: ['goVersionLess(a, b)', 'goVersionCompare(a, b) == 0'], summary: 'The same as functions.' },
  { forms: ['isGoVersion(a)'], summary: 'Whether the text is a version of Go.' },
  { forms: ['size(a)'], summary: 'Elements of a list, keys of a mapping, characters of a text.' },
  { forms: ['a.contains("x")', 'a.startsWith("x")', 'a.endsWith("x")'], summary: 'Parts of a text.' },
  { forms: ['a.lowerAscii()', 'a.trim()', 'a.split(",")'], summary: 'Other texts of a text.' },
  {
    forms: ['a.exists(x, x > 1)', 'a.all(x, x > 1)'],
    summary: 'Whether some element, or every one, is as wanted.',
  },
  { forms: ['a.filter(x, x > 1)', 'a.map(x, x + 1)'], summary: 'Another list of a list.' },
  { forms: ['int(a)', 'double(a)', 'string(a)'], summary: 'Of another type.' },
];
