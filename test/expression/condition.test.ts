import { describe, expect, it } from 'vitest';
import { helperFunctions } from '../../src/expression/condition/helper-functions.ts';
import { conditionForms, conditionFunctions } from '../../src/expression/condition/reference.ts';
import { expressionReference } from '../../src/expression/reference.ts';
import { condition, decided, errorOf } from './rendering.ts';

const host = {
  r: { rc: 0, stdout: 'hello', failed: false, changed: true, list: [1, 2], none: null, five: '5' },
  size: 11,
  go: { version: '1.20.14' },
  build: '10.0.14393',
  flag: true,
  list: [1],
  map: { key: 'v' },
  string: 's',
  int: 1,
  word: 'false',
  bracket: '(',
  groups: { web: ['h1'] },
  inventory_hostname: 'h1',
};

describe('the reference', () => {
  it.each(conditionForms.flatMap(({ forms }) => forms))('shows a form that compiles: %s', (form) => {
    expect(() => condition(`[${form}] != []`)).not.toThrow();
  });

  it.each(conditionFunctions)(
    'shows an example that gives what it says: $signature',
    ({ name, signature, doc, example }) => {
      expect(signature).toContain(`${name}(`);
      expect(doc).toMatch(/\.$/);
      expect(example.condition).toContain(`${name}(`);
      expect(decided(example.condition, example.variables ?? {})).toBe(example.gives);
    },
  );

  it.each(helperFunctions)('shows helpers that are functions as well: $name', ({ name, takes }) => {
    const fewest = takes.filter(({ optional }) => !optional);
    expect(() =>
      condition(`${name}(${fewest.map((_, index) => `a${index}`).join(', ')}) == x`),
    ).not.toThrow();
  });

  it('has every helper and function once, with a signature', () => {
    const names = expressionReference.map(({ where, name }) => `${where} ${name}`);
    expect(new Set(names).size).toBe(names.length);
    expect(expressionReference.find(({ name }) => name === 'join')?.signatures).toEqual([
      '{{ join list [separator] }}',
      'join(list[, separator])',
    ]);
  });
});

describe('a condition', () => {
  it.each([
    ['r.rc == 0', true],
    ['r.rc in [0, 3010]', true],
    ['size > 10 && size < 11.5', true],
    ['size + 1 == 12 && size % 2 == 1 && 1 + size == 12', true],
    ['2 * size == 22 && 12 == 1 + size && [1 + size] == [12] && size / 2 == 5.5', true],
    ['r.list[size - 10] == 2 && r.list.map(i, i + 1) == [2, 3]', true],
    ['size(r.list) == 2 && r.list[0] == 1', true],
    ['r.list.exists(i, i > 1)', true],
    ['int(r.five) == 5', true],
    ['"h1" in groups.web', true],
    ['!flag || r.none == null', true],
    ['defined(r.rc) && !defined(r.nothing) && !defined(nothing.at.all)', true],
    ['default(nothing, 5) == 5 && default(r.none, "x") == "x" && default(r.rc, 9) == 0', true],
    ['has(r.rc) && !has(r.nothing)', true],
    [
      'default(lookup(map, word), 5) == 5 && default(first([]), 1) == 1 && default(env("NO_SUCH"), "") == ""',
      true,
    ],
    ['flag || nothing.at.all', true],
    ['r.stdout.matches("^h.*o$") && matches(r.stdout, "ell")', true],
    ['r.stdout.matches("(?i)HELLO")', true],
    ['goVersion(go.version) < goVersion("1.21.0")', true],
    ['goVersion(go.version) < "1.21rc1" && "1.21.0" > goVersion("1.21rc1")', true],
    ['goVersion(go.version) == "go1.20.14" && goVersion(go.version) != "1.21.0"', true],
    ['goVersionLess(go.version, "1.21.0") && goVersionCompare("1.20", "1.20.0") == 0', true],
    ['semver(build) >= "10.0" && semver("1.0.0-rc.1") < semver("1.0.0")', true],
    ['semver("1.10.0") > semver("1.9.9") && semver("1.0.0-alpha.2") < "1.0.0-alpha.10"', true],
    ['isGoVersion("x")', false],
    ['{{ flag }}', true],
    ['1 in list && map.key == "v" && string == "s" && size(list) == int', true],
    ['type(list) == list && type(string) == string && type(int) in [int, double]', true],
    ['list.exists(map, map == 1) && [list].exists(list, 1 in list)', true],
  ])('%s is %s', (text, expected) => {
    expect(decided(text, host)).toBe(expected);
  });

  it('takes time linear in the text for any pattern', () => {
    const start = performance.now();
    expect(decided('text.matches("^(a+)+$")', { text: `${'a'.repeat(5000)}!` })).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('names its roots, without its own variables, functions and types', () => {
    expect(condition('a.b.exists(i, i > c) && type(d) == int && cel.bind(q, e, q == 1)').roots).toEqual([
      'a',
      'c',
      'd',
      'e',
    ]);
  });

  it('says which names may be missing', () => {
    const { uses } = condition('defined(a.b) && default(c, d)');
    expect(uses.map(({ name, optional }) => [name, optional])).toEqual([
      ['a', true],
      ['c', true],
      ['d', false],
    ]);
  });

  it.each([
    ['r is failed', 'r.failed'],
    ['r is not failed', '!r.failed'],
    ['r is succeeded', '!r.failed'],
    ['x is defined', 'defined(x)'],
    ['x.y is not defined and flag', '!defined(x.y) && flag'],
    ['not flag or r is changed', '!flag || r.changed'],
    ['not (a and b)', '!(a && b)'],
    ['flag == True', 'flag == true'],
    ['x is none', 'x == null'],
    ["r.stdout is search('he')", 'r.stdout.matches("he")'],
    ["go.version is version('1.21', '<')", 'goVersion(go.version) < goVersion("1.21")'],
    ["build is version('10.0', '>=')", 'semver(build) >= semver("10.0")'],
    ['r.list | length > 1', 'size(r.list) > 1'],
    ["x | default('a') == 'a'", 'default(x, "a") == "a"'],
    ['a not in b', '!(a in b)'],
  ])("in Jinja's form is answered with CEL's: %s", (text, form) => {
    expect(errorOf(() => condition(text))).toMatchObject({ code: 'expression/jinja', fix: `Write ${form}` });
    expect(() => condition(form)).not.toThrow();
  });

  it.each([
    ['a ==', 'expression/condition-syntax', 5],
    ['foo(a)', 'expression/condition-syntax', 1],
    ['a = 1', 'expression/condition-syntax', 3],
    ['yes', 'expression/condition-syntax', 1],
    ['', 'expression/condition-syntax', 1],
    ['{{ a }} == 1', 'expression/condition-syntax', 1],
    ['1 + 1', 'expression/condition-type', 1],
    ['"a" < 1', 'expression/condition-type', 1],
    ['goVersion("abc") < "1"', 'expression/helper', 11],
    ['r.stdout.matches("(")', 'expression/helper', 18],
  ])('that is not valid is refused with its place: %s', (text, code, column) => {
    expect(errorOf(() => condition(text))).toMatchObject({ code, position: { line: 1, column } });
  });

  it.each([
    ['r.rc === 0', 8, 'Unexpected character: =.', 'Comparing is written ==.'],
    ['r.rc => 0', 6, 'Unexpected character: =.', 'Write >=.'],
    ['r.rc == 0 &&', 13, 'it ends too early.', undefined],
    ['uper(word) == "A"', 1, 'There is no function uper. Did you mean "upper"?', undefined],
    ['word.upper() == "A"', 6, 'There is no method upper.', 'Write it as a function: upper(…).'],
    [
      'flag && word.startWith("a")',
      14,
      'There is no method startWith. Did you mean "startsWith"?',
      undefined,
    ],
    ['size(1, 2) == 5', 1, 'size(…) does not take (number, number).', undefined],
    ['word.matches("a(?!b)")', 14, 'it has no look-ahead and look-behind.', /^Write a pattern of RE2/],
  ])('that is not valid says what to write: %s', (text, column, message, fix) => {
    const error = errorOf(() => condition(text));
    expect(error.position?.column).toBe(column);
    expect(error.message).toContain(message);
    if (fix !== undefined) expect(error.fix).toMatch(fix);
  });

  it.each([
    ['flga', 'expression/undefined-name', 1, '"flga" is not defined. Did you mean "flag"?'],
    [
      'flag && r.stdot == "a"',
      'expression/undefined-name',
      11,
      'r has no "stdot"; it has rc, stdout, failed, changed, list, none, five. Did you mean "stdout"?',
    ],
    ['r.none.x == 1', 'expression/undefined-name', 8, 'r.none is null, so it has no "x".'],
    [
      'r.five > 4',
      'expression/condition-type',
      1,
      'The condition cannot be decided: > does not work between text and number.',
    ],
    [
      'word',
      'expression/condition-type',
      1,
      'The condition "word" must give true or false, not the text "false".',
    ],
    ['flag && upper(list) == "A"', 'expression/helper', 9, 'upper: its argument must be a text, not a list.'],
    [
      'flag && lookup(map, word) == "A"',
      'expression/undefined-name',
      9,
      'lookup: there is no "false" in a mapping.',
    ],
    ['flag && "1.2" > goVersion(word)', 'expression/helper', 17, '"false" is no Go version.'],
    ['flag && goVersion("1.2") > word', 'expression/helper', 9, '"false" is no Go version.'],
    ['goVersion(word) < "1"', 'expression/helper', 1, '"false" is no Go version.'],
    [
      'flag && r.stdout.matches(bracket)',
      'expression/helper',
      18,
      '"(" is no regular expression (RE2 syntax).',
    ],
    ['r.constructor == 1', 'expression/undefined-name', 3, undefined],
  ])('that cannot be decided says why: %s', (text, code, column, message) => {
    const error = errorOf(() => decided(text, host));
    expect(error).toMatchObject({ code, position: { file: 'play.yml', line: 1, column } });
    if (message !== undefined) expect(error.message).toBe(message);
  });
});
