import { expect, test } from 'vitest';
import { colourLevel } from '../../src/report/colours.ts';
import { defaultStyle } from '../../src/report/reporter.ts';

test.each([
  [{ env: {}, isTTY: true }, 1],
  [{ env: {}, isTTY: false }, 0],
  [{ env: { NO_COLOR: '1' }, isTTY: true }, 0],
  [{ env: { NO_COLOR: '' }, isTTY: true }, 1],
  [{ env: { FORCE_COLOR: '1' }, isTTY: false }, 1],
  [{ env: { FORCE_COLOR: '0' }, isTTY: true }, 0],
  [{ env: { NO_COLOR: '1', FORCE_COLOR: '1' }, isTTY: true }, 1],
  [{ env: { TERM: 'dumb' }, isTTY: true }, 0],
])('%o has colour level %i', (source, level) => {
  expect(colourLevel(source)).toBe(level);
});

test.each([
  [true, {}, 'tree'],
  [false, {}, 'plain'],
  [true, { TERM: 'dumb' }, 'plain'],
  [true, { CI: 'true' }, 'plain'],
])('on a terminal: %s, with %o, the report is a %s', (isTTY, env, style) => {
  expect(defaultStyle(isTTY, env)).toBe(style);
});
