import { describe, expect, it } from 'vitest';
import { secondsOf } from '../../src/config/time-text.ts';

describe('a time as text', () => {
  it.each([
    ['90s', 90],
    ['10m', 600],
    ['2h', 7200],
    ['24h', 86_400],
  ])('%s is %i seconds', (text, seconds) => {
    expect(secondsOf(text)).toBe(seconds);
  });

  it.each(['', '10', 'm', '0s', '25h', '-1s', '1.5h', '10 m', '1d'])('%j is none', (text) => {
    expect(secondsOf(text)).toBeUndefined();
  });
});
