import { posix, win32 } from 'node:path';
import { RE2JS } from 're2js';
import { type Helper, HelperProblem, list, shownInText, text } from './declaration.ts';

function regex(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (cause) {
    throw new HelperProblem(`"${pattern}" is no regular expression (RE2 syntax)`, { cause });
  }
}

/** Helpers that make texts of texts. */
export const textHelpers: Readonly<Record<string, Helper>> = {
  lower: {
    form: 'lower text',
    summary: 'In small letters.',
    arity: [1, 1],
    run: ([value]) => text(value, 'its argument').toLowerCase(),
  },
  upper: {
    form: 'upper text',
    summary: 'In capital letters.',
    arity: [1, 1],
    run: ([value]) => text(value, 'its argument').toUpperCase(),
  },
  trim: {
    form: 'trim text',
    summary: 'Without white space at both ends.',
    arity: [1, 1],
    run: ([value]) => text(value, 'its argument').trim(),
  },
  concat: {
    form: 'concat text text …',
    summary: 'All arguments, one after the other.',
    arity: [1, 100],
    run: (args) => args.map((value) => shownInText(value ?? null)).join(''),
  },
  replace: {
    form: 'replace text from to',
    summary: 'With every `from` replaced by `to`.',
    arity: [3, 3],
    run: ([value, from, to]) => {
      const searched = text(from, 'the second argument');
      if (searched === '') throw new HelperProblem('the second argument must not be empty');
      return text(value, 'the first argument').split(searched).join(text(to, 'the third argument'));
    },
  },
  regex_replace: {
    form: 'regex_replace text pattern to',
    summary: 'With every match of an RE2 pattern replaced; `$1` is the first group.',
    arity: [3, 3],
    run: ([value, pattern, to]) =>
      regex(text(pattern, 'the second argument'))
        .matcher(text(value, 'the first argument'))
        .replaceAll(text(to, 'the third argument')),
  },
  split: {
    form: 'split text separator',
    summary: 'The list of the parts between the separators.',
    arity: [2, 2],
    run: ([value, separator]) =>
      text(value, 'the first argument').split(text(separator, 'the second argument')),
  },
  join: {
    form: 'join list [separator]',
    summary: 'The elements in one text, with the separator (", " if none is given) between them.',
    arity: [1, 2],
    run: ([value, separator]) =>
      list(value, 'the first argument')
        .map(shownInText)
        .join(separator === undefined ? ', ' : text(separator, 'the second argument')),
  },
  basename: {
    form: 'basename path',
    summary: 'The last part of a POSIX path.',
    arity: [1, 1],
    run: ([value]) => posix.basename(text(value, 'the path')),
  },
  dirname: {
    form: 'dirname path',
    summary: 'A POSIX path without its last part.',
    arity: [1, 1],
    run: ([value]) => posix.dirname(text(value, 'the path')),
  },
  win_basename: {
    form: 'win_basename path',
    summary: 'The last part of a Windows path.',
    arity: [1, 1],
    run: ([value]) => win32.basename(text(value, 'the path')),
  },
  win_dirname: {
    form: 'win_dirname path',
    summary: 'A Windows path without its last part.',
    arity: [1, 1],
    run: ([value]) => win32.dirname(text(value, 'the path')),
  },
};
