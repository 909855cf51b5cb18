import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { ScalarNode } from '../../src/source/node.ts';
import { parseYaml } from '../../src/source/parse-yaml.ts';

/** The text under `key` of a mapping. */
function under(yaml: string, key = 'key'): ScalarNode {
  const node = parseYaml(yaml, 'play.yml');
  const value = node?.kind === 'map' ? node.entries.find((entry) => entry.key === key)?.value : undefined;
  if (value?.kind !== 'scalar') throw new Error('no text');
  return value;
}

/** Line, column and character at the place of the first `@` of the value. */
function marked(yaml: string) {
  const node = under(yaml);
  const { position, sourceLine } = node.placeOf(String(node.value).indexOf('@'));
  return [position.line, position.column, sourceLine[position.column - 1]];
}

describe('a character of a text', () => {
  it.each([
    ['plain', 'key: some @', [1, 11, '@']],
    ['plain on two lines', 'key: some\n  more @', [2, 8, '@']],
    ['plain with an empty line', 'key: a\n\n  b\n  c @', [4, 5, '@']],
    ['single quotes', "key: 'it''s ''@'", [1, 15, '@']],
    ['double quotes', 'key: "a \\"b\\" @"', [1, 15, '@']],
    [
      'escapes that are longer than what they stand for',
      'key: "\\x41\\u0042\\U00000043\\n\\\\@"',
      [1, 31, '@'],
    ],
    ['an escape of the same letter as what follows', 'key: "\\x61a@"', [1, 12, '@']],
    ['double quotes folded', 'key: "a b\n   c\n\n   d @"', [4, 6, '@']],
    ['double quotes with an escaped line end', 'key: "a \\\n   b@"', [2, 5, '@']],
    ['a literal block', 'key: |\n  a\n   b @\n', [3, 6, '@']],
    ['a literal block with empty lines first', 'key: |\n\n\n  a @\n', [4, 5, '@']],
    ['a literal block with its indentation given', 'key: |2-\n    a\n  b @\n', [3, 5, '@']],
    ['a literal block with a comment behind |', 'key: | # @ no\n  a @\n', [2, 5, '@']],
    ['a folded block', 'key: >-\n  a\n  b @\n  c\n', [3, 5, '@']],
    ['a folded block with deeper lines', 'key: >\n  a\n    b\n    c\n\n  d @\n', [6, 5, '@']],
    ['a folded block with a run of the same letters', 'key: >\n  aaa\n  aaa\n  aa@a\n', [4, 5, '@']],
    ['a block in a list', 'key: &x !!str |\n  @\n', [2, 3, '@']],
    ['lines of Windows', 'key: >\r\n  a\r\n  b @\r\n', [3, 5, '@']],
  ])('is found in %s', (_, yaml, expected) => {
    expect(marked(yaml)).toEqual(expected);
  });

  const styles = ['PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'] as const;
  const word = fc.string({
    unit: fc.constantFrom('a', 'b', ' ', '"', "'", '\\', '{', ':', '#', '\n', 'é', '\t', '💡'),
    maxLength: 40,
  });

  it.each(styles)('is found wherever it stands in %s', (style) => {
    fc.assert(
      fc.property(word, word, fc.constantFrom(0, 20, 80), (before, after, lineWidth) => {
        const yaml = stringify(
          { key: `${before}@${after}` },
          { defaultStringType: style, defaultKeyType: 'PLAIN', lineWidth },
        );
        const node = under(yaml);
        const { position, sourceLine } = node.placeOf(String(node.value).indexOf('@'));
        expect(sourceLine[position.column - 1]).toBe('@');
      }),
      { numRuns: 300 },
    );
  });
});
