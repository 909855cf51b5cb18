import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/errors/suggest.ts';

describe('the word that was probably meant', () => {
  it.each([
    ['nmae', ['name', 'hosts'], 'name'],
    ['ignore-errors', ['ignore_errors', 'register'], 'ignore_errors'],
    ['Regsiter', ['register', 'retries'], 'register'],
    ['whne', ['when', 'name'], 'when'],
    ['banana', ['name', 'when'], undefined],
    ['x', ['y'], undefined],
    ['name', ['name'], undefined],
  ])('for %s among %j is %s', (word, known, expected) => {
    expect(nearest(word, known)).toBe(expected);
  });
});
