import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  allBelow,
  belowId,
  comparable,
  covers,
  fileId,
  isAllBelow,
  posixFileId,
  predictedOf,
} from '../../src/module/resources.ts';

describe('the id of a path of Windows', () => {
  test('is the same whatever its slashes, its case and the backslash at its end', () => {
    expect(fileId('C:/Go/')).toBe('file:C:\\Go');
    expect(fileId('C:\\')).toBe('file:C:\\');
    expect(covers(fileId('C:/GO'), fileId('c:\\go\\'))).toBe(true);
    expect(covers(fileId('//server/share/Go'), fileId('\\\\SERVER\\share\\go'))).toBe(true);
  });

  test('has all below it behind a backslash', () => {
    expect(belowId('C:/Go')).toBe('file:C:\\Go\\**');
    expect(covers(belowId('C:\\go'), fileId('C:\\Go\\bin'))).toBe(true);
    expect(covers(belowId('C:\\go'), fileId('C:\\gopher'))).toBe(false);
  });
});

describe('the id of a path of POSIX', () => {
  test('is the same however many slashes, and differs by case', () => {
    expect(fileId('/etc//./Foo/')).toBe('file:/etc/Foo');
    expect(fileId('/')).toBe('file:/');
    expect(fileId('/a/.b/..')).toBe('file:/a/.b/..');
    expect(covers(fileId('/etc/Foo'), fileId('/etc/Foo/'))).toBe(true);
    expect(covers(fileId('/etc/Foo'), fileId('/etc/foo'))).toBe(false);
  });

  test('has all below it behind a slash, with case', () => {
    expect(belowId('/etc/Foo')).toBe('file:/etc/Foo/**');
    expect(belowId('/')).toBe('file:/**');
    expect(covers(belowId('/etc/Foo'), fileId('/etc/Foo/bar/baz'))).toBe(true);
    expect(covers(belowId('/etc/Foo'), fileId('/etc/foo/bar'))).toBe(false);
    expect(covers(belowId('/etc/Foo'), fileId('/etc/Foobar'))).toBe(false);
    expect(covers(belowId('/etc/Foo'), fileId('/etc/Foo'))).toBe(false);
    expect(covers(belowId('/'), fileId('/etc'))).toBe(true);
  });

  test('with two slashes in front is a share, unless it is known to be none', () => {
    expect(fileId('//etc/hosts')).toBe('file:\\\\etc\\hosts');
    expect(posixFileId('//etc/hosts')).toBe('file:/etc/hosts');
    expect(allBelow(posixFileId('//etc'))).toBe('file:/etc/**');
    expect(fileId('///etc/hosts')).toBe('file:/etc/hosts');
  });
});

test('ids of other things have no case, and hold what is behind a backslash', () => {
  expect(covers('ENV:machine:path', 'env:machine:PATH')).toBe(true);
  expect(allBelow('reg:HKLM\\Software')).toBe('reg:HKLM\\Software\\**');
  expect(covers(allBelow('reg:HKLM\\Software'), 'reg:hklm\\software\\Go')).toBe(true);
});

test('what is predicted is found by the same rules', () => {
  const predicted = new Map([
    [fileId('/etc/Foo'), 'posix'],
    [fileId('C:\\Foo'), 'windows'],
  ]);
  expect(predictedOf(predicted, fileId('/etc/foo'))).toBeUndefined();
  expect(predictedOf(predicted, fileId('/etc/Foo'))).toBe('posix');
  expect(predictedOf(predicted, fileId('c:/foo'))).toBe('windows');
});

test('a path of one kind never covers one of the other', () => {
  const name = fc.stringMatching(/^[A-Za-z.]{1,4}$/);
  const parts = fc.array(name, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(parts, parts, fc.boolean(), (windows, posix, wide) => {
      const one = fileId(`C:\\${windows.join('\\')}`);
      const other = fileId(`/${posix.join('/')}`);
      for (const [touched, read] of [
        [one, other],
        [other, one],
      ] as const)
        expect(covers(wide ? allBelow(touched) : touched, read)).toBe(false);
      expect(isAllBelow(one)).toBe(false);
      expect(isAllBelow(other)).toBe(false);
      expect(comparable(comparable(one))).toBe(comparable(one));
    }),
  );
});
