import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shown, shownJson, shownLines } from '../../src/report/shown.ts';

test.each([
  ['\u001b[2J\u001b]0;title\u0007', '\\x1b[2J\\x1b]0;title\\x07'],
  ['a\r\nb\tc', 'a\\r\\nb\\tc'],
  ['\u009b31m', '\\x9b31m'],
  ['exe\u202egpj', 'exe\\u202egpj'],
  ['half \ud83d', 'half \\ud83d'],
  ['Müller 日本 😀', 'Müller 日本 😀'],
])('%j is shown as %s', (text, expected) => {
  expect(shown(text)).toBe(expected);
});

test('whatever a host says, no control character is left', () => {
  const unsafe = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const json = shownJson([text]);
      return (
        ![shown(text), ...shownLines(text), json].some((line) => unsafe.test(line)) &&
        JSON.parse(json)[0] === text
      );
    }),
  );
});

test('lines stay lines, and the last line end makes no empty one', () => {
  expect(shownLines('one\r\n\ttwo\n')).toEqual(['one', '  two']);
});
