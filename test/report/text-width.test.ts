import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { textWidth } from '../../src/report/text-width.ts';

test('a text is as wide as a terminal makes it', () => {
  expect(
    ['linux1', '✓ done …', 'Grüße', '日本', '\u001b[1mbold\u001b[22m', 'e\u0301', '👩‍🚀'].map(textWidth),
  ).toEqual([6, 8, 5, 4, 4, 1, 2]);
});

test('what is measured the quick way is measured right', () => {
  const unit = fc.oneof(
    fc.integer({ min: 0x20, max: 0x2ff }).map((code) => String.fromCharCode(code)),
    fc.constantFrom('…', '·', '✓', '✗', '↶', '©', '1', '\u20e3', '\ufe0f', '\u0301'),
  );
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      expect(textWidth(text)).toBe(stringWidth(text));
    }),
    { numRuns: 1_000 },
  );
});
