import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Characters of one column each that join with nothing: letters of the West, and the marks that reports are drawn with. */
const plain = /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff…·✓✗↶]*$/;

let ofAnyText: ((text: string) => number) | undefined;

/** How many columns of a terminal a text takes. */
export function textWidth(text: string): number {
  if (plain.test(text)) return text.length;
  // Only now: it takes 30 ms of CPU to make what knows of all writing systems.
  ofAnyText ??= anyTextWidth();
  return ofAnyText(text);
}

function anyTextWidth(): (text: string) => number {
  const { default: stringWidth }: typeof import('string-width') = require('string-width');
  return stringWidth;
}
