import { expect, it } from 'vitest';
import { iniValue, losesZero } from '../../src/inventory/ini-value.ts';

// What Ansible makes of each is held in test/interop/inventories/values.
it.each([
  ['5', 5],
  ['-1.5', -1.5],
  ['1e3', 1000],
  ['0x1F', 31],
  ['1_000', 1000],
  ['0755', '0755'],
  ['1.20', 1.2],
  ['True', true],
  ['true', 'true'],
  ['None', null],
  ["'5'", '5'],
  ['"a b"', 'a b'],
  ["'a' 'b'", 'ab'],
  ["r'a\\n'", 'a\\n'],
  ["'\\x41\\u00e9\\d'", 'Aé\\d'],
  ["[1, 'a', True,]", [1, 'a', true]],
  ["{'a': [1], 'b': {}, 3: ()}", { a: [1], b: {}, 3: [] }],
  ['80,443', [80, 443]],
  ['80,', [80]],
  ['(80)', 80],
  ['80,b', '80,b'],
  ['5 # five', 5],
  ['1.20.14', '1.20.14'],
  ['10.0.0.1', '10.0.0.1'],
  ['[1, 2', '[1, 2'],
  ['[,]', '[,]'],
  ['{[1]: 2}', '{[1]: 2}'],
  ["it's", "it's"],
  ['-True', '-True'],
  ["b'a' b'b'", 'ab'],
  ["'a' b'b'", "'a' b'b'"],
  ["'''it's'''", "it's"],
  ["''''", "''''"],
  ['1e999 and more', '1e999 and more'],
  ['5abc', '5abc'],
  ['', ''],
  ['['.repeat(5000), '['.repeat(5000)],
])('%s is read as Python reads a literal', (text, value) => {
  expect(iniValue(text)).toEqual(value);
});

it.each(['12345678901234567890', '-0xfffffffffffffffff', '1e999'])(
  '%s is refused: it could not be kept',
  (text) => {
    expect(() => iniValue(text)).toThrow();
  },
);

it.each([
  ['1.20', true],
  ['10.10 # x', true],
  ['1.0', false],
  ['1.25', false],
  ["'1.20'", false],
  ['120', false],
])('%s loses a zero when read as a number: %s', (text, loses) => {
  expect(losesZero(text)).toBe(loses);
});
