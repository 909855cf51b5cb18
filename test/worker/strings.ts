/** A reproducible source of numbers below a limit (mulberry32). */
export function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

// What breaks quoting somewhere: shells, PowerShell, CommandLineToArgvW, JSON, code pages, UTF-16.
const pieces = [
  ...[
    '"',
    '""',
    '\\',
    '\\\\',
    '\\"',
    '\\\\"',
    "'",
    '`',
    '$',
    '$(exit)',
    '$x',
    '%',
    '%PATH%',
    '!',
    '^',
    '&',
    '|',
  ],
  ...[
    '<',
    '>',
    ';',
    ',',
    '(',
    ')',
    '{',
    '}',
    '@',
    '#',
    '~',
    '*',
    '?',
    '=',
    '-',
    '--',
    '/',
    '/?',
    '-File',
    ' ',
  ],
  ...[
    '  ',
    '\t',
    '\n',
    '\r\n',
    '\v',
    '\f',
    '\u0001',
    '\u001b[31m',
    '\u007f',
    '\u0085',
    '\u00a0',
    'é',
    'ß',
    'Ω',
  ],
  ...[
    '日本',
    '\u200b',
    '\u202e',
    '\u2018',
    '\u2019',
    '\u201c',
    '\u201d',
    '\u2013',
    '\ufeff',
    '\uffff',
    '😀',
    '👩‍💻',
  ],
  ...[
    '\ud800',
    '\udfff',
    'a',
    'B',
    '0',
    'word',
    'C:\\Program Files\\Go\\',
    '\\\\server\\share',
    '{{x}}',
    '\\u0041',
  ],
];

/** Strings made to break quoting. `nul`: also with U+0000, which no command line can carry. */
export function awkwardStrings(count: number, seed: number, nul: boolean): string[] {
  const below = numbers(seed);
  const from = nul ? [...pieces, '\u0000', '\u0000\u0000'] : pieces;
  return Array.from({ length: count }, () =>
    Array.from({ length: below(8) }, () => from[below(from.length)] ?? '').join(''),
  );
}
