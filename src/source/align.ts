const isSpace = (char: string | undefined) => char !== undefined && /\s/.test(char);

/**
 * Finds where the character `index` of a YAML text value stands in the file's text, which has quotes, escapes, folded
 * lines and indentation that the value lacks. Exact for what people write; close by for rare escapes (`\u0041`).
 *
 * @param raw The text of the node as it stands in the file.
 * @returns Offset into `raw`.
 */
export function offsetInRaw(raw: string, value: string, index: number): number {
  let at = firstOfText(raw);
  for (let i = 0; i < index && at < raw.length; i++) {
    if (isSpace(value[i])) {
      // A space or line end of the value stands for any run of white space, or for an escape such as \n.
      if (isSpace(raw[at])) at = isSpace(value[i + 1]) ? at + 1 : afterSpaces(raw, at);
      else if (raw[at] === '\\') at += 2;
    } else {
      at = startOf(raw, at, value[i]) + 1;
    }
  }
  const found = index < value.length && !isSpace(value[index]) ? startOf(raw, at, value[index]) : at;
  return Math.min(found, raw.length);
}

function startOf(raw: string, from: number, char: string | undefined): number {
  const found = char === undefined ? -1 : raw.indexOf(char, from);
  return found === -1 ? from : found;
}

function afterSpaces(raw: string, from: number): number {
  let at = from;
  while (isSpace(raw[at])) at++;
  return at;
}

function firstOfText(raw: string): number {
  if (raw.startsWith('"') || raw.startsWith("'")) return 1;
  // A block begins on the line after `|` or `>`.
  if (raw.startsWith('|') || raw.startsWith('>')) {
    const lineEnd = raw.indexOf('\n');
    return lineEnd === -1 ? raw.length : afterSpaces(raw, lineEnd);
  }
  return 0;
}
