import { expect, test } from 'vitest';
import type { Json } from '../../src/json.ts';
import { palette } from '../../src/report/colours.ts';
import { changeLines, stepLines } from '../../src/report/diff.ts';

const colours = palette(0);
const lines = (before: Json, after: Json): string[] => changeLines({ property: 'p', before, after }, colours);

test('a property is told as before -> after', () => {
  expect(lines('1.20.14', '1.21.13')).toEqual(['p: 1.20.14 -> 1.21.13']);
});

test('what is not there is told as (none), and an empty text as one', () => {
  expect(lines(null, '')).toEqual(['p: (none) -> ""']);
});

test('spaces at the ends are made visible', () => {
  expect(lines('C:\\Go\\bin ', 'C:\\Go\\bin')).toEqual(['p: "C:\\\\Go\\\\bin " -> C:\\Go\\bin']);
});

test('lists are told entry by entry', () => {
  expect(lines(['C:\\Windows', '', 'C:\\Go\\bin'], ['C:\\Windows', 'C:\\Go\\bin'])).toEqual([
    'p:',
    '    C:\\Windows',
    '  - ""',
    '    C:\\Go\\bin',
  ]);
});

test('an entry that moved is removed here and added there', () => {
  expect(lines(['a', 'b', 'c'], ['b', 'c', 'a'])).toEqual(['p:', '  - a', '    b', '    c', '  + a']);
});

test('texts of several lines are told line by line', () => {
  expect(lines('one\ntwo\n', 'one\n2\n')).toEqual(['p:', '    one', '  - two', '  + 2']);
});

test('a very long value is cut, with how much was cut', () => {
  expect(lines(null, 'x'.repeat(500))).toEqual([`p: (none) -> ${'x'.repeat(400)}… (100 characters more)`]);
});

test('a step’s title stands above its changes', () => {
  const step = { title: 'Install', action: 'install', changes: [{ property: 'v', before: 1, after: 2 }] };
  expect(stepLines([step], colours)).toEqual(['Install', '  v: 1 -> 2']);
});
