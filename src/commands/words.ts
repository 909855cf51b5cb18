import type { Refusal } from '../module/contract.ts';
import { refuse } from '../module/define.ts';

/** What only a shell gives a meaning to. */
const operators = new Set(['|', '||', '&', '&&', ';', '>', '>>', '<', '<<', '2>', '2>>', '&>', '2>&1']);

/** Ansible's parameters that may stand behind a command. */
const trailing = /^(?:creates|removes|chdir|stdin|executable)=/;

/**
 * The words of a command line by the rules of a POSIX shell: blanks separate, quotes and backslashes keep together. Nothing is replaced: neither `$x` nor `*`.
 */
export function wordsOf(line: string): readonly string[] | Refusal {
  const words: string[] = [];
  const text = /\s*((?:[^\s'"\\]|\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*")+)/uy;
  let at = 0;
  for (let match = text.exec(line); match !== null; match = text.exec(line)) {
    at = text.lastIndex;
    const written = match[1] ?? '';
    if (operators.has(written))
      return refuse(
        `no shell reads the command, so ${written} would be an argument of the program`,
        'Use the module shell; where it is meant as an argument, quote it or give `argv`.',
      );
    if (trailing.test(written))
      return refuse(
        `${written} would be an argument of the program`,
        'Write the parameters of command as a mapping; where it is meant as an argument, quote it or give `argv`.',
      );
    words.push(unquoted(written));
  }
  if (/\S/.test(line.slice(at)))
    return refuse(
      `a quote or a backslash has no end in: ${line.slice(at).trim()}`,
      'Close it, or give `argv`.',
    );
  return words.length > 0 && words[0] !== '' ? words : refuse('there is no program to run', 'Give `cmd`.');
}

function unquoted(word: string): string {
  return word.replace(
    /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])/gu,
    (_, single?: string, double?: string, escaped?: string) =>
      single ?? double?.replace(/\\(["\\$`])|\\\n/gu, '$1') ?? (escaped === '\n' ? '' : (escaped ?? '')),
  );
}
