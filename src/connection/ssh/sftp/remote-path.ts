import { posix } from 'node:path';

/** A path of the host as SFTP wants it: on Windows `C:\a\b` becomes `/C:/a/b`, `\\server\share` `//server/share`. */
export function sftpPath(path: string, platform: 'windows' | 'posix'): string {
  if (platform === 'posix') return path;
  const slashes = path.replaceAll('\\', '/');
  return /^[A-Za-z]:/.test(slashes) ? `/${slashes}` : slashes;
}

/** The temporary name beside a file: `.<name>.gorun-<random>`. */
export function temporaryPath(path: string, random: string): string {
  return posix.join(posix.dirname(path), `.${posix.basename(path)}.gorun-${random}`);
}
