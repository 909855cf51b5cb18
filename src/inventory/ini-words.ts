/** The words of a line, and whether a backslash was lost that stood before a letter or digit. */
export interface Words {
  readonly words: readonly string[];
  readonly lostBackslash: boolean;
}

/**
 * Splits a host line as a POSIX shell would and Python's shlex does: blanks divide, quotes join, a backslash outside of quotes
 * takes the next character as it is, a # begins a comment, even inside of a word.
 * @returns undefined where a quote is not closed or the line ends in a backslash
 */
export function splitWords(line: string): Words | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  let lostBackslash = false;
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    const next = line.charAt(at + 1);
    if (quote !== '') {
      if (char === quote) quote = '';
      else if (char === '\\' && quote === '"' && /["\\]/.test(next)) {
        at += 1;
        word = (word ?? '') + next;
      } else word = (word ?? '') + char;
    } else if (char === "'" || char === '"') {
      quote = char;
      word ??= '';
    } else if (/[ \t\r\n]/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === '#') break;
    else if (char === '\\') {
      if (next === '') return undefined;
      lostBackslash ||= /\w/.test(next);
      at += 1;
      word = (word ?? '') + next;
    } else word = (word ?? '') + char;
  }
  if (quote !== '') return undefined;
  if (word !== undefined) words.push(word);
  return { words, lostBackslash };
}
