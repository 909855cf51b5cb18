import { expect, it } from 'vitest';
import { expandRanges } from '../../src/inventory/ranges.ts';

it.each([
  ['web', ['web']],
  ['web[1:3]', ['web1', 'web2', 'web3']],
  ['web[08:11].x', ['web08.x', 'web09.x', 'web10.x', 'web11.x']],
  ['[a:c]-[1:2]', ['a-1', 'a-2', 'b-1', 'b-2', 'c-1', 'c-2']],
  ['n[1:9:4]', ['n1', 'n5', 'n9']],
  ['n[:2]', ['n0', 'n1', 'n2']],
])('%s stands for its hosts', (pattern, hosts) => {
  expect(expandRanges(pattern)).toEqual(hosts);
});

it.each([
  ['web[3:1]', 'backwards'],
  ['web[1:', 'without its ]'],
  ['web][1:3]', 'without its ['],
  ['web[01:100]', 'both ends must be of one length; write [01:100] or [001:100]'],
  ['web[x]', 'not a range'],
  ['web[1:9:0]', 'step'],
  ['web[1:5000000000]', 'more than'],
  ['[1:1000][1:1000]', 'more than'],
])('%s is refused with its reason', (pattern, reason) => {
  expect(() => expandRanges(pattern)).toThrow(reason);
});
