import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadInventory } from '../../src/inventory/load.ts';
import { ansible, inventories as folder, ofBoth } from './inventory-pair.ts';

// What gorun makes of an inventory, held against Debian's ansible-inventory on the same files.
describe.each([
  ['values', ['hosts.ini'], 'h6'],
  ['quoting', ['hosts.ini'], 'f'],
  ['nesting', ['hosts.ini'], 'd1'],
  ['nesting', ['hosts.yml'], 'direct'],
  ['ranges', ['hosts.ini'], 'n4'],
  ['priorities', ['hosts.ini'], 'h'],
  ['priorities', ['hosts.yml'], 'h'],
  ['several', ['first/hosts', 'second/hosts.yml'], 'a'],
  ['several', ['second', 'first'], 'a'],
  ['several', ['x1,x2:22,fe80::1', 'first'], 'x2'],
  ['folder', ['all'], 'a'],
  ['yaml', ['hosts.yml'], 'web3.x'],
  ['yaml', ['old-habits.yml'], 'h'],
  ['yaml', ['hosts.json'], 'web1'],
  ['names-and-ports', ['hosts.ini'], 'beta'],
  // No key is given: what is encrypted is listed as it stands.
  ['vault', ['hosts.yml'], 'h'],
])('%s: -i %j', (name, sources, host) => {
  const cwd = join(folder, name);
  const inventory = sources.flatMap((source) => ['-i', source]);

  it('is the same JSON with --list', async () => {
    const [ours, theirs] = await ofBoth([...inventory, '--list', '-e', 'extra=1'], cwd);
    expect(JSON.parse(ours)).toEqual(JSON.parse(theirs));
    expect(Object.keys(JSON.parse(ours))).toContain('_meta');
  });

  it('is the same tree with --graph', async () => {
    const [ours, theirs] = await ofBoth([...inventory, '--graph'], cwd);
    expect(ours.trimEnd()).toBe(theirs.trimEnd());
  });

  it(`is the same JSON with --host ${host}`, async () => {
    const [ours, theirs] = await ofBoth([...inventory, '--host', host], cwd);
    expect(JSON.parse(ours)).toEqual(JSON.parse(theirs));
  });
});

it('variables in the tree are the same, group by group', async () => {
  for (const name of ['nesting', 'priorities']) {
    const [ours, theirs] = await ofBoth(['-i', 'hosts.ini', '--graph', '--vars'], join(folder, name));
    expect(ours.trimEnd()).toBe(theirs.trimEnd());
  }
});

it('a tree may begin with a group', async () => {
  const [ours, theirs] = await ofBoth(['-i', 'hosts.ini', '--graph', 'site'], join(folder, 'nesting'));
  expect(ours.trimEnd()).toBe(theirs.trimEnd());
});

it.each([
  'all',
  '*',
  'web',
  'site',
  'db:web',
  'web,db',
  'web:!db',
  '!web',
  'all:&canary:!db1',
  'web:db:&canary',
  '&canary',
  'web[0]',
  'web[-1]',
  'web[1:2]',
  'web[1:]',
  'web[1:9]',
  'web*[0:1]',
  'w*',
  'd?1',
  '*.example.com',
  'web0[1-3].example.com',
  'web0[!1-3].example.com',
  '~web\\d[24]',
  '~(web|db)',
  '~.*\\.1$',
  'db*',
  'ungrouped',
  'empty',
  'lone:web03.example.com:lone',
  'db:web03.example.com',
  'old.1, db1',
])('the pattern %s selects the same hosts in the same order', async (pattern) => {
  const cwd = join(folder, 'patterns');
  const inventory = await loadInventory(['hosts.ini'], { cwd, playbookFolder: cwd });
  const theirs = await ansible('ansible', ['-i', 'hosts.ini', pattern, '--list-hosts'], cwd);
  const names = theirs.trim().split('\n').slice(1);
  expect(inventory.select(pattern).map(({ name }) => name)).toEqual(names.map((name) => name.trim()));
});
