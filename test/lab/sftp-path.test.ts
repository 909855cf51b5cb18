import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sftpName, sftpTarget } from '../../lab/ssh/sftp-path.ts';

const HOME = ['Users', 'Administrator'];

describe('a path of the SFTP protocol', () => {
  test.each([
    ['.', '/C:/Users/Administrator'],
    ['', '/C:/Users/Administrator'],
    ['notes/../x.txt', '/C:/Users/Administrator/x.txt'],
    ['/C:/Program Files/Go', '/C:/Program Files/Go'],
    ['C:/Temp', '/C:/Temp'],
    ['c:\\Temp\\a b', '/C:/Temp/a b'],
    ['/', '/'],
    ['/C:', '/C:/'],
    ['/C:/..', '/'],
    ['/C:/a/../../c:/b', '/C:/b'],
    ['/../../..', '/'],
    ['/C:/ünï/日本', '/C:/ünï/日本'],
  ])('%s names %s', (path, name) => {
    expect(sftpName(sftpTarget(path, HOME))).toBe(name);
  });

  test.each([
    '/etc/passwd',
    '/C:/../etc/passwd',
    'D:/x',
    '/C:/a:stream',
    '/C:/what?',
    '/C:/nul',
    '/C:/COM1.txt',
    '/C:/dot.',
    '/C:/a\u0001',
  ])('%j names nothing on a Windows host', (path) => {
    expect(sftpTarget(path, HOME).kind).toBe('invalid');
  });

  test('never leads out of the drive, whatever it is made of', () => {
    const part = fc.constantFrom('..', '.', '', 'a', 'C:', '..\\..', 'etc', ' ', '/');
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const target = sftpTarget(parts.join('/'), HOME);
        if (target.kind === 'file')
          expect(target.parts.every((name) => !['', '.', '..'].includes(name) && !/[/\\]/.test(name))).toBe(
            true,
          );
      }),
    );
  });
});
