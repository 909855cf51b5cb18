import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { SourceNode } from '../../src/source/node.ts';
import { parseYaml } from '../../src/source/parse-yaml.ts';
import { readPlainYaml } from '../../src/source/plain/read.ts';

/** All that a node says, places included; that of an empty value is where nothing stands. */
function told(node: SourceNode): unknown {
  const { position } = node.place;
  const at = `${position.line}:${position.column}`;
  if (node.kind === 'list') return { at, items: node.items.map(told) };
  if (node.kind === 'map') {
    return {
      at,
      entries: node.entries.map(({ key, keyPlace, value }) => ({ key, keyPlace, value: told(value) })),
    };
  }
  const { value, written, quoted, style } = node;
  if (written === '' && !quoted) return { value };
  const inside = typeof value === 'string' ? [...value].map((_, index) => node.placeOf(index)) : [];
  return { at, value, written, quoted, style, inside };
}

function real(text: string): unknown {
  try {
    const node = parseYaml(text, 'x.yml');
    return node && told(node);
  } catch {
    return 'wrong';
  }
}

function plain(text: string): unknown {
  const node = readPlainYaml(text, 'x.yml');
  return node && told(node);
}

const words = [
  ...[
    'a',
    'bc',
    'web[1:3].x',
    '5',
    '"q"',
    "'s'",
    "'it''s'",
    '"a\\tb"',
    '"a\\x41"',
    '-1',
    '- ',
    '-',
    '?',
    ': ',
    ':',
    'k:',
  ],
  ...[
    'k: ',
    'k: v',
    'l: "v"',
    'm: [a, 1]',
    'n: {a: b, "c":1}',
    '[a, [b]]',
    '{}',
    '[]',
    '{a: 1, a: 2}',
    '# c',
    ' # c',
    '#',
  ],
  ...[
    'true',
    'null',
    '~',
    '1.20',
    '0o17',
    '0x1f',
    '1e3',
    '12345678901234567890',
    '.inf',
    'yes',
    '10.0.0.1',
    '1:30',
    '::1',
  ],
  ...[
    '|',
    '>-',
    '&a',
    '*a',
    '!!str',
    '!vault',
    '<<',
    '@x',
    '`x',
    '%x',
    '---',
    '...',
    '{{ x }}',
    '"{{ x }}"',
    'a: b: c',
    ',',
  ],
  ...['http://x/y?a=b#c', 'C:\\x', "it's", 'a "b"', 'é', '\t', ' ', '  ', '\u00a0', 'x\u2003'],
];
const line = fc
  .tuple(
    fc.constantFrom(0, 0, 2, 2, 4, 6, 1, 3),
    fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }),
  )
  .map(([indent, parts]) => ' '.repeat(indent) + parts.join(''));
const pair = fc
  .tuple(fc.constantFrom(0, 2, 4), fc.constantFrom('a', 'b', 'c', 'd', '"e"'), fc.constantFrom('', ...words))
  .map(([indent, key, value]) => `${' '.repeat(indent)}${key}: ${value}`);
const item = fc
  .tuple(fc.constantFrom(0, 2, 4), fc.constantFrom('', ...words))
  .map(([indent, value]) => `${' '.repeat(indent)}- ${value}`);
const file = fc
  .tuple(fc.array(fc.oneof(pair, pair, item, line), { minLength: 1, maxLength: 8 }), fc.boolean())
  .map(([lines, ended]) => lines.join('\n') + (ended ? '\n' : ''));

const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(
      'a',
      'b c',
      '1.20',
      5,
      -1.5,
      true,
      null,
      'yes',
      'x: y',
      '#',
      "it's",
      '{{ a }}',
      '-',
      'C:\\x',
      '',
    ),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('k', 'host-1.x', 'web[1:2]', '5', 'a b', 'null'), tie('tree'), {
      maxKeys: 5,
    }),
  ),
}));

describe('the reader of plain YAML', () => {
  it('reads nothing otherwise than the real parser does', () => {
    let read = 0;
    fc.assert(
      fc.property(file, (text) => {
        const ours = plain(text);
        if (ours === undefined) return;
        read++;
        expect(ours).toEqual(real(text));
      }),
      { numRuns: Number(process.env.RUNS ?? 1500) },
    );
    expect(read).toBeGreaterThan(20);
  });

  it('reads nothing otherwise when a character of a good file is changed', () => {
    const slip = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom('', ...' \n:-#"\'{}[],&*!|>%@~ab1'),
    );
    let read = 0;
    fc.assert(
      fc.property(tree, fc.array(slip, { maxLength: 2 }), (value, slips) => {
        let text = stringify({ root: value });
        for (const [where, char] of slips) {
          const at = Math.floor(where * text.length);
          text = text.slice(0, at) + char + text.slice(at + 1);
        }
        const ours = plain(text);
        if (ours === undefined) return;
        read++;
        expect(ours).toEqual(real(text));
      }),
      { numRuns: Number(process.env.RUNS ?? 500) },
    );
    expect(read).toBeGreaterThan(50);
  });

  it('reads what inventories are made of', () => {
    const text = `---
# an inventory
all:
  vars:
    zone: west   # where
    ports: [80, 443]
    deep: {a: {b: "c d"}, 'e': -1}
    list:
    - one
    - two: 2
      three: 3
    -
      four: 4
  children:

    web:
      hosts:
        web[01:50].example.com:
        db: {ansible_host: 10.0.0.1, port: 22, user: DOMAIN/me, on: true}
        c:
          version: "1.20"
          path: C:\\Go
          url: http://x:80/#a
          none: ~
          text: it's 5 o'clock
`;
    expect(plain(text)).toEqual(real(text));
    expect(plain(text)).toBeDefined();
  });

  it.each([
    'a: b\n c: d',
    'a: 1\na: 2',
    'a: |\n  x',
    'a: &x 1\nb: *x',
    'a: !vault x',
    'a: b\n  c',
    '\ta: b',
    'a: b\r\nc: d',
    'a: {b: 1}}',
    'a: "b',
    '<<: {a: 1}',
    '--- \na: b',
    'a: b\n---\nc: d',
    'a: 12345678901234567890',
    '',
    'just a text',
  ])('leaves %j to the real parser', (text) => {
    expect(plain(text)).toBeUndefined();
  });
});
