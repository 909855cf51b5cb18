/** Characters that may join lines; none of them has a meaning in sh, and scripts hardly have them. */
const joiners = ['\x1e', '\x1d', '\x1c', '\x1f'];

/** A text of several lines as one: the character that joins them, then the lines. Bytes as Latin-1. */
export function joinedLines(text: string): string {
  const bytes = asBytes(text);
  const joiner = joiners.find((one) => !bytes.includes(one));
  if (joiner === undefined)
    throw new RangeError('a script that holds every control character cannot be sent');
  return `${joiner}${bytes.trimEnd().replaceAll('\n', joiner)}`;
}

/** The bytes of a text in UTF-8, each as one character. */
export function asBytes(text: string): string {
  return notAscii.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;
}

/** Without comments and indentation, which the host need not read. Only for scripts whose quoted texts do not mind. */
export function withoutComments(script: string): string {
  return script
    .split('\n')
    .map((line) => line.trimStart())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .join('\n');
}

const notAscii = /[^\0-\x7f]/;
