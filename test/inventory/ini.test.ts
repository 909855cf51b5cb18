import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GorunErrors } from '../../src/errors/gorun-error.ts';
import { loadInventory } from '../../src/inventory/load.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gorun-ini-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function load(...lines: string[]) {
  await writeFile(join(folder, 'hosts.ini'), lines.join('\n'));
  return loadInventory(['hosts.ini'], { cwd: folder, playbookFolder: folder });
}

async function errorOf(...lines: string[]): Promise<string> {
  const error: unknown = await load(...lines).catch((cause: unknown) => cause);
  if (!(error instanceof GorunErrors)) return 'none';
  return error.errors.map(({ position, message }) => `${position?.line}: ${message}`).join('\n');
}

describe('an INI inventory refuses', () => {
  it.each([
    [
      ['[wbe:vars]', 'a=1', '[web]'],
      '1: [wbe:vars] is for a group that is not declared. Did you mean "web"?',
    ],
    [['[site:children]', 'web'], '2: "web" is the name of a group that is not declared.'],
    [['[web:childs]'], '1: "[web:childs]" is not a section'],
    [['h x'], '1: "x" behind the host is not key=value'],
    [['h =x'], '1: "=x" behind the host is not key=value'],
    [['[web:vars]', 'x', '[web]'], '2: "x" is not key=value'],
    [['h a="x'], '1: a quote is not closed, or the line ends in a backslash'],
    [['h a=12345678901234567890'], '1: a: 12345678901234567890 is too large to be kept exactly'],
    [['[web]', '[web:vars]', 'ansible_group_priority=high'], '3: ansible_group_priority is a whole number'],
    [
      ['web[01:100]'],
      '1: "[01:100]" in "web[01:100]" begins with a zero, so both ends must be of one length',
    ],
  ])('%j, with its line', async (lines, message) => {
    expect(await errorOf(...lines)).toContain(message);
  });
});

it('takes groups that are declared further down, or in another source', async () => {
  await writeFile(join(folder, 'first.ini'), '[web]\na\n');
  await writeFile(join(folder, 'hosts.ini'), '[site:children]\nweb\nlate\n[late:vars]\nx=1\n[late]\n');
  const options = { cwd: folder, playbookFolder: folder };
  const inventory = await loadInventory(['first.ini', 'hosts.ini'], options);
  expect(inventory.groups.get('site')).toEqual(['a']);
});

it('tells what is hardly meant, once for the same words', async () => {
  const inventory = await load('a version=1.20 path=C:\\Go', 'b version=1.20');
  expect(inventory.warnings.map(({ message, place }) => `${place?.position.line}: ${message}`)).toEqual([
    '1: version is the number 1.2, for 1.20 has no quotes (and 1 more in this file)',
    '1: a backslash outside of quotes is dropped here, as a shell does it',
  ]);
});
