/** A command line as far as it was typed. */
export interface TypedLine {
  /** Whole words, the program's name left out. */
  readonly before: readonly string[];
  /** The word that is being typed; empty after a space. */
  readonly current: string;
}

/** Splits a line as a shell does: spaces, quotes, backslashes. A quote that is still open ends with the line. */
export function splitLine(line: string): TypedLine {
  const words: string[] = [''];
  let quote: string | undefined;
  for (let index = 0; index < line.length; index++) {
    const character = line[index] ?? '';
    const last = words.length - 1;
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
      else words[last] += character;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '\\') words[last] += line[++index] ?? '';
    else if (/\s/.test(character)) {
      if (words[last] !== '') words.push('');
    } else words[last] += character;
  }
  return { before: words.slice(1, -1), current: words.length > 1 ? (words.at(-1) ?? '') : '' };
}
