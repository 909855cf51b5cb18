import { describe, expect, it } from 'vitest';
import { booleanType, listType, resultType, textType } from '../../src/expression/condition/value-type.ts';
import { condition } from './rendering.ts';

const types = new Map([
  ['r', resultType],
  ['inventory_hostname', textType],
  ['group_names', listType],
  ['gorun_check_mode', booleanType],
]);

function told(text: string): readonly string[] {
  return condition(text)
    .check(types)
    .map(({ code, position, message, fix }) => `${position?.column} ${code} ${message} ${fix}`);
}

describe('a condition of a playbook', () => {
  it.each([
    'r.rc == 0 && r.changed',
    'r.rc in [0, 3010] || r.stdout.contains("ok")',
    'r.anything.else == 5',
    'r.rc == null || r.stdout != null',
    'inventory_hostname in group_names || "web" in group_names',
    'inventory_hostname == "a" || inventory_hostname == "b"',
    'inventory_hostname != "a" && inventory_hostname != "b"',
    'goVersion(r.stdout) < "1.21"',
    'upper(string(r.rc)) == "0"',
    'upper(r.rc) == "0"',
    'r.results.exists(i, i.rc > 0 && i.rc < 5)',
    'group_names.exists(r, r == "web")',
    'unknown == 5 && unknown.x == "a"',
    'type(x) == map',
    'env("HOME") == "a"',
    'r.stdout_lines[0] == "a"',
    'true',
    'size(r.stdout) > 0 ? r.changed : false',
    '[1, 2].exists(i, i > x)',
  ])('that can be true and false is not spoken of: %s', (text) => {
    expect(told(text)).toEqual([]);
  });

  it.each([
    [
      'r.rc == "0"',
      '1 expression/condition-type r.rc is a number, "0" a text: == is always false. Write 0 without quotes.',
    ],
    [
      'r.failed || r.stdout > 5',
      '13 expression/condition-type r.stdout is a text, 5 a number: > has no answer. Write int(r.stdout), which makes a number of it.',
    ],
    [
      'r.changed == "yes"',
      '1 expression/condition-type r.changed is true or false, "yes" a text: == is always false. Compare values of one kind.',
    ],
    ['r.stdout', undefined],
    [
      'r.changed && r.stdout',
      '14 expression/condition-type && wants true or false, and r.stdout is a text. Write r.stdout != "".',
    ],
    [
      '!group_names',
      '2 expression/condition-type ! wants true or false, and group_names is a list. Write size(group_names) > 0.',
    ],
    [
      'inventory_hostname.name == "a"',
      '20 expression/condition-type inventory_hostname is a text; it has no "name". Correct the name',
    ],
    ['group_names["web"] == "a"', '13 expression/condition-type group_names is a list;'],
    [
      '"web" in r.rc',
      '10 expression/condition-type in looks into a list, a mapping or a text, and r.rc is a number.',
    ],
    ['r.rc.matches("0")', '1 expression/condition-type matches looks into a text, and r.rc is a number.'],
    ['goVersion(r.rc) < "1.2"', '11 expression/condition-type goVersion takes a text, and r.rc is a number.'],
    [
      'basename(group_names) == "a"',
      '10 expression/condition-type basename takes a text here, and group_names is a list.',
    ],
    [
      'gorun_check_mode.exists(x, x)',
      '1 expression/condition-type exists walks over a list, and gorun_check_mode is true or false.',
    ],
  ])('that cannot work says so before the run: %s', (text, start) => {
    const found = told(text);
    if (start === undefined) expect(found).toEqual([]);
    else expect(found).toEqual([expect.stringContaining(start)]);
  });

  it.each([
    ["'a' == 'b'", "1 expression/impossible 'a' == 'b' is always false."],
    ['1 == 1', '1 expression/impossible 1 == 1 is always true.'],
    ['r.changed && "a" in ["b"]', '14 expression/impossible "a" in ["b"] is always false.'],
    [
      'goVersion("1.21rc1") < "1.21.0"',
      '1 expression/impossible goVersion("1.21rc1") < "1.21.0" is always true.',
    ],
    ['"go1".matches("^go") || x', '1 expression/impossible "go1".matches("^go") is always true.'],
    ['x || [1, 2].exists(i, i > 1)', '6 expression/impossible [1, 2].exists(i, i > 1) is always true.'],
    ['r.rc == r.rc', '1 expression/impossible r.rc == r.rc is always true.'],
    ['x.a < x.a', '1 expression/impossible x.a < x.a is always false.'],
    [
      'x == "a" && y && x == "b"',
      '18 expression/impossible x cannot be two values at once, so this is always false. Write ||, or: x in [a, b].',
    ],
    [
      'x.y != 1 || 2 != x.y',
      '13 expression/impossible x.y always differs from one of the two, so this is always true. Write &&, or: !(x in [a, b]).',
    ],
  ])('that is always the same says so: %s', (text, start) => {
    expect(told(text)).toEqual([expect.stringContaining(start)]);
  });
});
