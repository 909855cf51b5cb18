import { expect, test } from 'vitest';
import { wantedRange } from '../../src/depot/range.ts';

const all = { kind: 'all' };
test.each([
  [undefined, all],
  ['bytes=0-', { kind: 'part', start: 0, end: 9 }],
  ['bytes=3-5', { kind: 'part', start: 3, end: 5 }],
  ['bytes=3-500', { kind: 'part', start: 3, end: 9 }],
  ['bytes=-4', { kind: 'part', start: 6, end: 9 }],
  ['bytes=-40', { kind: 'part', start: 0, end: 9 }],
  ['bytes=9-9', { kind: 'part', start: 9, end: 9 }],
  ['bytes=10-', { kind: 'none' }],
  ['bytes=-0', { kind: 'none' }],
  ['bytes=5-3', all],
  ['bytes=-', all],
  ['bytes=0-1,4-5', all],
  ['lines=0-1', all],
  ['bytes=a-b', all],
  ['bytes=99999999999999999999-', all],
])('of ten bytes, %s wants %o', (header, wanted) => {
  expect(wantedRange(header, 10)).toEqual(wanted);
});
