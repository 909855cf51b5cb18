/**
 * What must never reach a terminal as it is: control characters (C0, DEL, C1), marks that turn the direction of text or
 * end a line where a reader sees none, and halves of surrogate pairs.
 */
const unsafe =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  if (short[character] !== undefined) return short[character];
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** The text on one line, safe for a terminal: what a host or a file says can't move the cursor or hide anything. */
export function shown(text: string): string {
  return text.replace(unsafe, escaped);
}

/** The lines of a text, each safe for a terminal; tabs become two spaces, an empty last line is left out. */
export function shownLines(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines.map((line) => shown(line.replaceAll('\t', '  ')));
}

/** JSON on one line in which a terminal finds nothing to act on either (JSON itself only escapes C0). */
export function shownJson(value: unknown): string {
  return inertJson(JSON.stringify(value));
}

/** As {@link shownJson}, indented, for people and programs. */
export function shownJsonLines(value: unknown): string[] {
  return JSON.stringify(value, undefined, 4).split('\n').map(inertJson);
}

function inertJson(json: string): string {
  return json.replace(unsafe, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
