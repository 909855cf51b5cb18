/** The bytes of a text in UTF-8, each as one character. */
export function asBytes(text: string): string {
  return notAscii.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;
}

/** Lines up to this length are cheaper to read than to announce: a byte costs the host 0.4 µs, a started program 1 ms. */
const longestLine = 2_000;

/** A message as the worker reads it: its line, or how many bytes it has and then these. */
export function message(bytes: string): string {
  return bytes.length <= longestLine && !bytes.includes('\n') ? bytes : `take ${bytes.length}\n${bytes}`;
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
