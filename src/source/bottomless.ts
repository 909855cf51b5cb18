/** Far beyond any file that a person wrote, also one with scripts in it. */
const hopeless = 1000;

/**
 * Says whether a text opens so many brackets, or so many lists in one line, that parsing it would only end in an
 * exhausted stack, after a long time. Rough on purpose; the exact limit is checked on the parsed document.
 */
export function looksBottomless(text: string): boolean {
  let open = 0;
  let inRow = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x5b || code === 0x7b) open++;
    else if (code === 0x5d || code === 0x7d) open--;
    // "- - - " and "? ? ? ": indicators with nothing but spaces between them.
    if (code === 0x2d || code === 0x3f) inRow++;
    else if (code !== 0x20) inRow = 0;
    else if (text.charCodeAt(index - 1) === 0x20) inRow = 0;
    if (open > hopeless || (inRow > hopeless && text.charCodeAt(index - 1) === 0x20)) return true;
  }
  return false;
}
