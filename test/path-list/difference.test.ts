import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathChanges } from '../../src/path-list/difference.ts';

const entries = (...texts: string[]) => texts.map((text) => ({ text, expanded: text }));

test('an added, a removed and an empty entry are shown by their place', () => {
  expect(pathChanges('PATH', entries('a', '', 'b'), entries('a', 'b', 'c'))).toEqual([
    { property: 'PATH entry 2', before: '(empty)', after: null },
    { property: 'PATH entry 3', before: null, after: 'c' },
  ]);
});

test('an entry in the place of another is one change', () => {
  expect(pathChanges('PATH', entries('a', 'b'), entries('a', 'c'))).toEqual([
    { property: 'PATH entry 2', before: 'b', after: 'c' },
  ]);
});

test('an entry that moves is shown, too', () => {
  expect(pathChanges('PATH', entries('a', 'b'), entries('b', 'a'))).toHaveLength(2);
});

test('there are changes exactly where the two differ', () => {
  const list = fc.array(fc.constantFrom('a', 'b', ''), { maxLength: 6 });
  fc.assert(
    fc.property(list, list, (before, after) => {
      const changes = pathChanges('PATH', entries(...before), entries(...after));
      expect(changes.length > 0).toBe(before.join(';') !== after.join(';') || before.length !== after.length);
    }),
  );
});
