import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { templateText } from '../../src/files/template-text.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gorun-template-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('a template is read once, however many hosts ask', () => {
  const path = join(folder, 'once.hbs');
  writeFileSync(path, 'one');
  expect(templateText(path)).toBe(templateText(path));
});

it('a template that has changed meanwhile is read anew', async () => {
  const path = join(folder, 'changed.hbs');
  writeFileSync(path, 'one');
  expect(await templateText(path)).toBe('one');
  writeFileSync(path, 'other');
  expect(await templateText(path)).toBe('other');
});

it('what could not be read is tried again', async () => {
  const path = join(folder, 'mended.hbs');
  writeFileSync(path, Buffer.from([0xff, 0xfe]));
  await expect(templateText(path)).rejects.toThrow('is not UTF-8 text');
  writeFileSync(path, 'mended');
  expect(await templateText(path)).toBe('mended');
});
