import { expect, it } from 'vitest';
import { sftpPath, temporaryPath } from '../../../src/connection/ssh/sftp/remote-path.ts';

it.each([
  ['C:\\ProgramData\\gorun\\x.msi', '/C:/ProgramData/gorun/x.msi'],
  ['c:/Program Files/Go', '/c:/Program Files/Go'],
  ['\\\\server\\share\\x', '//server/share/x'],
  ['relative\\x', 'relative/x'],
])('%s is %s for SFTP on Windows', (path, expected) => {
  expect(sftpPath(path, 'windows')).toBe(expected);
});

it('a POSIX path stays as it is, backslashes too', () => {
  expect(sftpPath('/tmp/a\\b', 'posix')).toBe('/tmp/a\\b');
});

it('the temporary name is hidden and beside the file', () => {
  expect(temporaryPath('/C:/a b/x.msi', '12ab')).toBe('/C:/a b/.x.msi.gorun-12ab');
  expect(temporaryPath('x.msi', '12ab')).toBe('.x.msi.gorun-12ab');
});
