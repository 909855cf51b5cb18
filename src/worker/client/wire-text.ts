/**
 * One line of the protocol, without its line break: ASCII JSON in which a quote inside of a string is `\u0022` and a backslash
 * `\u005c`, so that a worker may cut the line at its quotes.
 */
export function wireText(value: unknown): string {
  const text = JSON.stringify(value);
  const plainQuotes = text.includes('\\') ? text.replace(/\\(["\\])/g, quoteOrBackslash) : text;
  return notAscii.test(plainQuotes) ? plainQuotes.replace(/[^\x20-\x7e]/g, escaped) : plainQuotes;
}

const notAscii = /[^\x20-\x7e]/;

function quoteOrBackslash(_pair: string, character: string): string {
  return character === '"' ? '\\u0022' : '\\u005c';
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
