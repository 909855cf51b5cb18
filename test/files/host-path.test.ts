import { describe, expect, test } from 'vitest';
import { foldersAbove, hostPathPattern, joinedPath, trimmedPath } from '../../src/files/host-path.ts';

describe('a path of a Windows host', () => {
  const pattern = new RegExp(hostPathPattern);
  test.each([
    'C:\\',
    'c:/a/b',
    'C:\\Program Files (x86)\\x',
    '%ProgramData%\\x',
    '%ProgramFiles(x86)%',
    '\\\\srv\\share\\x',
  ])('%s is whole', (path) => {
    expect(path).toMatch(pattern);
  });
  test.each(['a\\b', '\\a', 'C:a', '/etc/x', 'C:\\a*', 'C:\\a\nb', 'C:\\a:b', '\\\\srv', '%A\\b'])(
    '%j is not',
    (path) => {
      expect(path).not.toMatch(pattern);
    },
  );

  test('the folders above it, the nearest first, without what nobody makes', () => {
    expect(foldersAbove('C:/a/b/c.txt')).toEqual(['C:\\a\\b', 'C:\\a']);
    expect(foldersAbove('C:\\a')).toEqual([]);
    expect(foldersAbove('\\\\srv\\share\\a\\b')).toEqual(['\\\\srv\\share\\a']);
    expect(foldersAbove('%ProgramData%\\a\\b')).toEqual(['%ProgramData%\\a']);
  });

  test('is trimmed and joined', () => {
    expect(trimmedPath('C:/a//')).toBe('C:\\a');
    expect(trimmedPath('C:\\')).toBe('C:\\');
    expect(joinedPath('C:\\', 'x')).toBe('C:\\x');
    expect(joinedPath('C:\\a\\', 'b\\c')).toBe('C:\\a\\b\\c');
    expect(joinedPath('C:\\a\\', '')).toBe('C:\\a');
  });
});
