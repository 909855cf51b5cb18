import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createScope } from '../../src/expression/scope.ts';
import type { LiveInventory } from '../../src/inventory/live-inventory.ts';
import { loadInventory } from '../../src/inventory/load.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gorun-live-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function file(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

async function inventory(): Promise<LiveInventory> {
  await file('p.ini', '[web]\na\nb\n[web:vars]\nrole=web\n[site:children]\nweb\n');
  return loadInventory(['p.ini'], { cwd: folder, playbookFolder: folder });
}

const names = (hosts: readonly { readonly name: string }[]) => hosts.map(({ name }) => name).join(' ');
const value = (from: LiveInventory, host: string, name: string) =>
  createScope(from.hosts.get(host)?.layers ?? []).get(name);

describe('a host that a run adds', () => {
  it('is in its groups, in those that contain them, and in all', async () => {
    const live = await inventory();
    const [added] = await live.addHosts([{ name: 'c', groups: ['web', 'fresh'], vars: { port: 5 } }]);
    expect(added?.groups).toEqual(['all', 'fresh', 'site', 'web']);
    expect(names(live.select('site'))).toBe('a b c');
    expect(names(live.select('fresh:ungrouped'))).toBe('c');
    expect(value(live, 'c', 'role')).toBe('web');
    expect(value(live, 'c', 'port')).toBe(5);
  });

  it('is ungrouped where no group is named, until it joins one', async () => {
    const live = await inventory();
    await live.addHosts([{ name: 'c' }]);
    expect(live.groups.get('ungrouped')).toEqual(['c']);
    await live.addMembers({ group: 'web', hosts: ['c'] });
    expect(live.groups.get('ungrouped')).toEqual([]);
  });

  it('gets the files of group_vars and host_vars like any other', async () => {
    await file('group_vars/fresh.yml', 'zone: west');
    await file('host_vars/c.yml', 'port: 7');
    const live = await inventory();
    await live.addHosts([{ name: 'c', groups: ['fresh'], vars: { port: 5 } }]);
    expect([value(live, 'c', 'zone'), value(live, 'c', 'port')]).toEqual(['west', 7]);
  });

  it('that is known already takes the variables on, also where somebody holds it', async () => {
    const live = await inventory();
    const [held] = live.select('a');
    await live.addHosts([{ name: 'a', groups: ['fresh'], vars: { role: 'other' } }]);
    expect(held?.groups).toEqual(['all', 'fresh', 'site', 'web']);
    expect(createScope(held?.layers ?? []).get('role')).toBe('other');
    expect(names(live.select('all'))).toBe('a b');
  });

  it('with a wrong file of variables is an error of that file', async () => {
    await file('host_vars/c.yml', '- port');
    const live = await inventory();
    await expect(live.addHosts([{ name: 'c' }])).rejects.toMatchObject({
      errors: [{ code: 'inventory/syntax', position: { line: 1 } }],
    });
  });
});

describe('a group that a run makes', () => {
  it('has the hosts that were put into it, and stands below its parents', async () => {
    const live = await inventory();
    await live.addMembers({ group: 'go_1_20', hosts: ['b', 'nobody'], parents: ['versions'] });
    expect(names(live.select('versions'))).toBe('b');
    expect(live.hosts.get('b')?.groups).toEqual(['all', 'site', 'versions', 'go_1_20', 'web']);
    expect((await live.group('all'))?.children).toEqual(['ungrouped', 'site', 'versions']);
  });

  it('takes its hosts along when it gets a parent later', async () => {
    const live = await inventory();
    await live.addMembers({ group: 'x', hosts: ['a'] });
    await live.addMembers({ group: 'x', hosts: [], parents: ['y'] });
    expect(live.hosts.get('a')?.groups).toContain('y');
  });

  it('may not contain what contains it, and nothing is changed then', async () => {
    const live = await inventory();
    await expect(live.addMembers({ group: 'site', hosts: ['a'], parents: ['web'] })).rejects.toThrow(
      'contain each other',
    );
    expect((await live.group('site'))?.hosts).toEqual([]);
    expect(live.hosts.get('a')?.groups).toEqual(['all', 'site', 'web']);
  });
});

describe('reading anew', () => {
  it('brings what changed in the sources and keeps what the run added', async () => {
    const live = await inventory();
    const [held] = live.select('a');
    await live.addHosts([{ name: 'c', groups: ['web'] }]);
    await live.addMembers({ group: 'some', hosts: ['b'] });
    await file('p.ini', '[web]\na port=9\nd\n');
    await live.refresh();
    expect(names(live.select('web'))).toBe('a d c');
    expect(live.hosts.has('b')).toBe(false);
    expect(live.groups.get('some')).toEqual([]);
    expect(live.groups.has('site')).toBe(false);
    expect(createScope(held?.layers ?? []).get('port')).toBe(9);
  });

  it('that fails leaves the inventory as it was', async () => {
    const live = await inventory();
    await file('p.ini', '[web\n');
    await expect(live.refresh()).rejects.toThrow();
    expect(names(live.select('web'))).toBe('a b');
  });
});

it('changes that are asked for at once are made one after the other', async () => {
  const live = await inventory();
  const added = Array.from({ length: 20 }, (_, index) =>
    live.addHosts([{ name: `n${index}`, groups: ['many'] }]),
  );
  await Promise.all(added);
  expect(live.groups.get('many')).toHaveLength(20);
});
