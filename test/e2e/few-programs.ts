import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** What every POSIX host has. */
const usual =
  'awk base64 cat chmod chown cp cut date dd df du env find grep gzip head id kill ln ls mkdir mktemp mv od printf ps readlink rm rmdir sed sha256sum sleep sort stat sync tail tar touch tr uname wc';

/**
 * A folder to be the whole PATH of a host that has few programs: the usual ones, a shell as `sh`, and those named (`wget=/usr/bin/busybox`: under that
 * name). `-tar`: without it.
 */
export function fewPrograms(folder: string, shell: string, more: readonly string[]): string {
  const programs = join(folder, 'programs');
  mkdirSync(programs, { recursive: true });
  symlinkSync(shell, join(programs, 'sh'));
  const without = more.filter((one) => one.startsWith('-')).map((one) => one.slice(1));
  for (const one of [...usual.split(' ').filter((name) => !without.includes(name)), ...more]) {
    if (one.startsWith('-')) continue;
    const [name = one, path = `/usr/bin/${name}`] = one.split('=');
    const found = existsSync(path) ? path : `/bin/${name}`;
    symlinkSync(found, join(programs, name));
  }
  return programs;
}
