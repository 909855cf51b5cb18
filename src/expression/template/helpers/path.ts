import { posix, win32 } from 'node:path';
import { helper } from './declaration.ts';
import { rest, text } from './parameters.ts';

/** Helpers for paths of files: of POSIX, and with `win_` of Windows, wherever gorun itself runs. */
export const pathHelpers = [
  helper({
    name: 'basename',
    doc: 'The last part of a POSIX path.',
    takes: [text('path')],
    gives: 'text',
    example: ['{{ basename "/usr/local/go" }}', 'go'],
    run: ([path]) => posix.basename(path),
  }),
  helper({
    name: 'dirname',
    doc: 'A POSIX path without its last part.',
    takes: [text('path')],
    gives: 'text',
    example: ['{{ dirname "/usr/local/go" }}', '/usr/local'],
    run: ([path]) => posix.dirname(path),
  }),
  helper({
    name: 'path_join',
    doc: 'Parts as one POSIX path; an absolute part begins anew.',
    takes: [rest(text('part'))],
    gives: 'text',
    example: ['{{ path_join "/usr" "local/" "go" }}', '/usr/local/go'],
    run: ([parts]) => join(parts, posix),
  }),
  helper({
    name: 'splitext',
    doc: 'A path (of either kind) as two parts: up to its extension, and that with its dot.',
    takes: [text('path')],
    gives: 'list',
    example: ['{{ splitext "dl/go1.21.msi" }}', ['dl/go1.21', '.msi']],
    run: ([path]) => {
      const extension = win32.extname(path);
      return [path.slice(0, path.length - extension.length), extension];
    },
  }),
  helper({
    name: 'win_basename',
    doc: 'The last part of a Windows path.',
    takes: [text('path')],
    gives: 'text',
    example: ['{{ win_basename "C:\\Program Files\\Go" }}', 'Go'],
    run: ([path]) => win32.basename(path),
  }),
  helper({
    name: 'win_dirname',
    doc: 'A Windows path without its last part.',
    takes: [text('path')],
    gives: 'text',
    example: ['{{ win_dirname "C:\\Program Files\\Go" }}', 'C:\\Program Files'],
    run: ([path]) => win32.dirname(path),
  }),
  helper({
    name: 'win_join',
    doc: 'Parts as one Windows path; an absolute part begins anew.',
    takes: [rest(text('part'))],
    gives: 'text',
    example: ['{{ win_join "C:\\Go" "bin" "go.exe" }}', 'C:\\Go\\bin\\go.exe'],
    run: ([parts]) => join(parts, win32),
  }),
  helper({
    name: 'win_splitdrive',
    doc: 'A Windows path as two parts: the drive (or share), and the rest.',
    takes: [text('path')],
    gives: 'list',
    example: ['{{ win_splitdrive "C:\\Go" }}', ['C:', '\\Go']],
    run: ([path]) => {
      const drive = win32.parse(path).root.replace(/[\\/]$/, '');
      return [drive, path.slice(drive.length)];
    },
  }),
];

function join(parts: readonly string[], of: typeof posix): string {
  const lastAbsolute = parts.findLastIndex((part) => of.isAbsolute(part));
  return of.join(...parts.slice(Math.max(0, lastAbsolute)));
}
