/** How a text is written in YAML. */
export type TextStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** A character of a value, and where it stands in the text of its node. */
type Emitted = readonly [char: string, at: number];

/**
 * Where each character of a text value stands in the file's text, which has quotes, escapes, folded lines and
 * indentation that the value lacks (YAML 1.2, chapters 7.3 and 8.1). The last offset is that of the value's end.
 *
 * @param raw The text of the node as it stands in the file.
 * @returns Offsets into `raw`, one more than the value has characters.
 */
export function offsetsInRaw(raw: string, value: string, style: TextStyle): readonly number[] {
  const emitted = [...emit(raw, style)];
  const text = emitted.map(([char]) => char).join('');
  const isBlock = style === 'literal' || style === 'folded';
  // The end of a block depends on its chomping, which changes no position before it.
  const same = isBlock ? text.startsWith(value.replace(/\n+$/, '')) : text === value;
  if (!same) return similarOffsets(raw, value);
  const offsets: number[] = [];
  for (const [char, at] of emitted) for (const _ of char.split('')) offsets.push(at);
  while (offsets.length <= value.length) offsets.push(endOfText(raw, style));
  return offsets.slice(0, value.length + 1);
}

function endOfText(raw: string, style: TextStyle): number {
  return style === 'single' || style === 'double' ? raw.length - 1 : raw.trimEnd().length;
}

function emit(raw: string, style: TextStyle): Iterable<Emitted> {
  if (style === 'literal' || style === 'folded') return emitBlock(raw, style);
  return emitFlow(raw, style);
}

/** Plain and quoted texts: a line break with the blanks around it is a space, several are one fewer. */
function* emitFlow(raw: string, style: 'plain' | 'single' | 'double'): Iterable<Emitted> {
  let at = style === 'plain' ? 0 : 1;
  const end = style === 'plain' ? raw.length : raw.length - 1;
  while (at < end) {
    const fold = /[ \t]*(?:\r?\n[ \t]*)+/y;
    fold.lastIndex = at;
    const found = fold.exec(raw)?.[0];
    if (found !== undefined) {
      const breaks = found.split('\n').length - 1;
      yield [breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), at];
      at += found.length;
    } else if (style === 'single' && raw.startsWith("''", at)) {
      yield ["'", at];
      at += 2;
    } else if (style === 'double' && raw[at] === '\\') {
      const [char, length] = unescaped(raw, at);
      if (char !== '') yield [char, at];
      at += length;
    } else {
      yield [raw[at] ?? '', at];
      at++;
    }
  }
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};

/** What an escape stands for, and how long it is; an escaped line end is nothing. */
function unescaped(raw: string, at: number): readonly [char: string, length: number] {
  const lineEnd = /\\\r?\n[ \t]*/y;
  lineEnd.lastIndex = at;
  const joined = lineEnd.exec(raw)?.[0];
  if (joined !== undefined) return ['', joined.length];
  const kind = raw[at + 1] ?? '';
  const digits = { x: 2, u: 4, U: 8 }[kind];
  if (digits === undefined) return [escapes[kind] ?? kind, 2];
  const code = Number.parseInt(raw.slice(at + 2, at + 2 + digits), 16);
  return [code <= 0x10ffff ? String.fromCodePoint(code) : '?', 2 + digits];
}

interface Line {
  readonly text: string;
  readonly at: number;
}

/** Block texts: lines without their indentation; in folded ones a single break between plain lines is a space. */
function* emitBlock(raw: string, style: 'literal' | 'folded'): Iterable<Emitted> {
  const lines = blockLines(raw);
  const breaks = (from: number, to: number): number =>
    lines.slice(from, to).filter(({ text }) => text === '').length;
  let last: number | undefined;
  for (const [index, { text, at }] of lines.entries()) {
    if (text === '') continue;
    const previous = last === undefined ? undefined : lines[last];
    if (previous === undefined) for (const empty of lines.slice(0, index)) yield ['\n', empty.at];
    else {
      const empty = breaks((last ?? 0) + 1, index);
      const kept = style === 'literal' || /^[ \t]/.test(previous.text) || /^[ \t]/.test(text);
      const between = kept ? '\n'.repeat(empty + 1) : empty === 0 ? ' ' : '\n'.repeat(empty);
      const lineEnd = previous.at + previous.text.length;
      yield [between, lineEnd];
    }
    for (let i = 0; i < text.length; i++) yield [text[i] ?? '', at + i];
    last = index;
  }
}

function blockLines(raw: string): readonly Line[] {
  const headerEnd = raw.indexOf('\n');
  if (headerEnd === -1) return [];
  const given = /^[|>][-+]?([1-9])/.exec(raw)?.[1];
  const all: Line[] = [];
  for (let at = headerEnd + 1; at <= raw.length; ) {
    const end = raw.indexOf('\n', at);
    const next = end === -1 ? raw.length : end;
    all.push({ text: raw.slice(at, next).replace(/\r$/, ''), at });
    at = next + 1;
  }
  const first = all.find(({ text }) => text.trim() !== '');
  const detected = /^ */.exec(first?.text ?? '')?.[0].length ?? 0;
  // An explicit indentation counts from the parent's, which the node does not know: the shortest line tells it.
  const shortest = Math.min(
    ...all.filter(({ text }) => text.trim() !== '').map(({ text }) => indentOf(text)),
  );
  const indent = given === undefined ? detected : shortest;
  return all.map(({ text, at }) => ({ text: text.slice(indent), at: at + Math.min(indent, text.length) }));
}

function indentOf(text: string): number {
  return /^ */.exec(text)?.[0].length ?? 0;
}

/** Where the rules above fail: each character at its next occurrence, so that a position is at least nearby. */
function similarOffsets(raw: string, value: string): readonly number[] {
  const offsets: number[] = [];
  let at = 0;
  for (const char of value) {
    const found = raw.indexOf(char, at);
    if (found !== -1 && found - at < 80) at = found;
    for (const _ of char.split('')) offsets.push(at);
    if (at < raw.length) at++;
  }
  return [...offsets, at];
}
