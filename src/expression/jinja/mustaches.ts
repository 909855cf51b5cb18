/** An expression between Jinja's braces: the whole with them, what is inside, and where both begin. */
export interface Mustache {
  readonly written: string;
  readonly at: number;
  readonly inside: string;
  readonly insideAt: number;
}

/** Finds `{{ … }}` as Jinja does: braces in texts and of mappings do not end it. */
export function mustachesOf(text: string): readonly Mustache[] {
  const found: Mustache[] = [];
  for (let at = text.indexOf('{{'); at !== -1; ) {
    const end = endOf(text, at + 2);
    if (end === undefined) return found;
    const written = text.slice(at, end);
    const inside = written.replace(/^\{\{-?/, '').replace(/-?\}\}$/, '');
    found.push({ written, at, inside, insideAt: at + written.indexOf(inside, 2) });
    at = text.indexOf('{{', end);
  }
  return found;
}

/** Behind the `}}` that closes what is open. */
function endOf(text: string, from: number): number | undefined {
  let open = 0;
  let quote: string | undefined;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (quote !== undefined) {
      if (char === '\\') at++;
      else if (char === quote) quote = undefined;
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '{') open++;
    else if (char === '}') {
      if (open === 0 && text[at + 1] === '}') return at + 2;
      open--;
    }
  }
  return undefined;
}
