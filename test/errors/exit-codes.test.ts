import { expect, it } from 'vitest';
import { exitCodes } from '../../src/errors/exit-codes.ts';

it('no exit code has two meanings', () => {
  const codes = Object.values(exitCodes).map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});
