import { expect, it } from 'vitest';
import { iniValue } from '../../src/inventory/ini-value.ts';

it.each([
  ['5', 5],
  ['-1.5', -1.5],
  ['1e3', 1000],
  ['0x1F', 31],
  ['1_000', 1000],
  ['0755', '0755'],
  ['1.20', '1.20'],
  ['1.21', 1.21],
  ['2.0', '2.0'],
  ['True', true],
  ['true', 'true'],
  ['None', null],
  ["'5'", '5'],
  ['"a b"', 'a b'],
  ["[1, 'a', True,]", [1, 'a', true]],
  ["{'a': [1], 'b': {}}", { a: [1], b: {} }],
  ['1.20.14', '1.20.14'],
  ['10.0.0.1', '10.0.0.1'],
  ['C:\\Go', 'C:\\Go'],
  ['[1, 2', '[1, 2'],
  ["it's", "it's"],
  ['  padded  ', 'padded'],
  ['', ''],
])('%s is read as Ansible reads it', (text, value) => {
  expect(iniValue(text)).toEqual(value);
});
