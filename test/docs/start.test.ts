import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { startPage } from '../../scripts/pages/start-page.ts';

const page = readFileSync(join(resolve(import.meta.dirname, '../..'), 'docs/start.md'), 'utf8');

test("a new user's path, typed step by step, says what docs/start.md says", async () => {
  expect(await startPage(page)).toBe(page);
});

test('the path has a failure in it, and its hosts are resumed', () => {
  expect(page).toContain('--limit @failed:');
  expect(page).toContain('(exit code 2)');
});
