import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { didYouMean } from '../../../errors/suggest.ts';
import { type Call, HelperProblem, helper, MissingOutside, MissingValue } from './declaration.ts';
import { any, optional, text } from './parameters.ts';

/** Bytes of a file that becomes a value; modules move larger ones. */
const largestFile = 1024 * 1024;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
  ELOOP: 'its links go in a circle',
};

/** Files are looked for beside the playbook; in a text that no playbook holds, beside the file that holds it. */
function folderOf({ scope, place }: Call): string {
  const folder = scope.get('playbook_dir');
  return typeof folder === 'string' ? folder : dirname(place.position.file);
}

function contentOf(path: string): string {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const { size } = fstatSync(file);
    if (!fstatSync(file).isFile()) throw new HelperProblem(`${path} is no file`);
    if (size > largestFile)
      throw new HelperProblem(`${path} has ${size} bytes; at most ${largestFile} become a value`);
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (cause) {
    if (cause instanceof HelperProblem) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const reason =
      code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not UTF-8 text' : (reasons[code] ?? code);
    const Problem = code === 'ENOENT' ? MissingOutside : HelperProblem;
    throw new Problem(`${path} cannot be read: ${reason}`, { cause });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Helpers that look at what surrounds the run on the controller. */
export const surroundingsHelpers = [
  helper({
    name: 'env',
    doc: 'A variable of the environment that gorun runs in, or the fallback.',
    takes: [text('name'), optional(any('fallback'))],
    gives: 'any',
    example: ['{{ env "NO_SUCH_VARIABLE" "none" }}', 'none'],
    run: ([name, fallback]) => {
      const value = process.env[name] ?? fallback;
      if (value === undefined)
        throw new MissingOutside(`the environment has no ${name}; a fallback can follow the name`);
      return value;
    },
  }),
  helper({
    name: 'file',
    doc: 'The text of a file on the controller (UTF-8, at most 1 MiB), without line ends at its end. A path is relative to the playbook.',
    takes: [text('path')],
    gives: 'text',
    example: ['{{ default (file "no-such-file") "none" }}', 'none'],
    templatesOnly: true,
    run: ([path], _, call) =>
      contentOf(isAbsolute(path) ? path : resolve(folderOf(call), path)).replace(/[\r\n]+$/, ''),
  }),
  helper({
    name: 'variable',
    doc: 'The variable of a name that another one holds, or the fallback.',
    takes: [text('name'), optional(any('fallback'))],
    gives: 'any',
    example: ['{{ variable (concat "port_" name) }}', 80, { port_web: 80, name: 'web' }],
    templatesOnly: true,
    run: ([name, fallback], _, { scope }) => {
      const value = scope.get(name) ?? fallback;
      if (value === undefined)
        throw new MissingValue(`"${name}" is not defined${didYouMean(name, scope.names())}`);
      return value;
    },
  }),
];
