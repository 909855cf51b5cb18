import { expect, test } from 'vitest';
import { runId } from '../../src/run/run-id.ts';

test.each([
  [0, '20261124-143015-0000'],
  [0.9999999, '20261124-143015-ffff'],
])('a run’s id is its start and four hex digits', (random, id) => {
  expect(runId(new Date('2026-11-24T14:30:15.250Z'), random)).toBe(id);
});
