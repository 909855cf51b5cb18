import { expect, it } from 'vitest';
import { hostPattern } from '../../src/inventory/host-pattern.ts';

it.each([
  ['web', ['web'], undefined],
  ['web:2222', ['web'], 2222],
  ['web[1:2].x:22', ['web1.x', 'web2.x'], 22],
  ['grün:22', ['grün'], 22],
  ['10.0.0.1:22', ['10.0.0.1'], 22],
  ['fe80::1', ['fe80::1'], undefined],
  ['[fe80::1]:22', ['fe80::1'], 22],
  ['web:port', ['web:port'], undefined],
  ['a/b:22', ['a/b:22'], undefined],
  ['[a:c]:22', ['a', 'b', 'c'], 22],
])('%s is %j, port %s', (pattern, names, port) => {
  expect(hostPattern(pattern)).toEqual({ names, port });
});
