import { expect, it } from 'vitest';
import { selectHosts, splitPattern } from '../../src/inventory/pattern.ts';

const hostsOf = (...names: string[]) => new Map(names.map((name) => [name, name]));
const select = (pattern: string, source = from) => selectHosts(splitPattern(pattern), source);

const from = {
  hosts: hostsOf('a1', 'a2', 'a3', 'b1', 'b2', 'c.example.com'),
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
  ['b:a', 'b1 b2 a1 a2 a3'],
  ['b,a', 'b1 b2 a1 a2 a3'],
  ['b2:b:a[-1]', 'b2 b1 a3'],
  ['all:!a', 'b1 b2 c.example.com'],
  ['!a', 'b1 b2 c.example.com'],
  ['a:&canary', 'a1'],
  ['a:b:&canary:!b1', 'a1'],
  ['a[0]', 'a1'],
  ['a[-1]', 'a3'],
  ['a[0:1]', 'a1 a2'],
  ['a[1:]', 'a2 a3'],
  ['a[:1]', 'a1 a2'],
  ['a[1:5]', 'a2 a3'],
  ['a*[0]', 'a1'],
  ['empty[0]', ''],
  ['[ab][!13]', 'a2 b2'],
  ['?1', 'a1 b1'],
  ['*.example.com', 'c.example.com'],
  ['~[ab]2', 'a2 b2'],
  ['can*', 'a1 b1'],
  ['empty', ''],
])('%s selects its hosts in the order of its parts', (pattern, hosts) => {
  expect(select(pattern).join(' ')).toBe(hosts);
});

it.each(['nobody', 'a:nobody', 'a:!nobody', 'x*', '~(', '~x', 'a[3]', 'a[-4]', ''])(
  '"%s" is refused, for it matches nothing',
  (pattern) => {
    expect(() => select(pattern)).toThrow();
  },
);

it('selects by a regex that would explode, in no time', () => {
  const host = `${'a'.repeat(40)}!`;
  expect(() => select('~(a+)+$', { hosts: hostsOf(host), groups: new Map() })).toThrow('matches');
});
