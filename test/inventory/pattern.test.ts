import { expect, it } from 'vitest';
import { selectHosts } from '../../src/inventory/pattern.ts';

const from = {
  hosts: ['a1', 'a2', 'a3', 'b1', 'b2', 'c.example.com'],
  groups: new Map([
    ['all', ['a1', 'a2', 'a3', 'b1', 'b2', 'c.example.com']],
    ['a', ['a1', 'a2', 'a3']],
    ['b', ['b1', 'b2']],
    ['canary', ['a1', 'b1']],
    ['empty', []],
  ]),
};

it.each([
  ['all', 'a1 a2 a3 b1 b2 c.example.com'],
  ['*', 'a1 a2 a3 b1 b2 c.example.com'],
  ['b:a', 'a1 a2 a3 b1 b2'],
  ['b,a', 'a1 a2 a3 b1 b2'],
  ['all:!a', 'b1 b2 c.example.com'],
  ['!a', 'b1 b2 c.example.com'],
  ['a:&canary', 'a1'],
  ['a:b:&canary:!b1', 'a1'],
  ['a[0]', 'a1'],
  ['a[-1]', 'a3'],
  ['a[0:1]', 'a1 a2'],
  ['a[1:]', 'a2 a3'],
  ['?1', 'a1 b1'],
  ['*.example.com', 'c.example.com'],
  ['~[ab]2', 'a2 b2'],
  ['can*', 'a1 b1'],
  ['empty', ''],
])('%s selects its hosts in inventory order', (pattern, hosts) => {
  expect(selectHosts(pattern, from).join(' ')).toBe(hosts);
});

it.each(['nobody', 'a:nobody', 'x*', '~(', '~x', ''])(
  '"%s" is refused, for it matches nothing',
  (pattern) => {
    expect(() => selectHosts(pattern, from)).toThrow();
  },
);

it('selects by a regex that would explode, in no time', () => {
  const host = `${'a'.repeat(40)}!`;
  expect(() => selectHosts('~(a+)+$', { hosts: [host], groups: new Map() })).toThrow('matches');
});
