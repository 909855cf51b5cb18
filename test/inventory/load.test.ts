import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GorunError, GorunErrors } from '../../src/errors/gorun-error.ts';
import { createScope } from '../../src/expression/scope.ts';
import { loadInventory } from '../../src/inventory/load.ts';
import type { Inventory } from '../../src/inventory/types.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gorun-inventory-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function files(content: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(content)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

const load = (...sources: string[]) =>
  loadInventory(sources, { cwd: folder, playbookFolder: join(folder, 'playbooks') });

function variable(inventory: Inventory, host: string, name: string) {
  return createScope(inventory.hosts.get(host)?.layers ?? []).get(name);
}

async function errorsOf(work: Promise<unknown>): Promise<string[]> {
  const error: unknown = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  const all = error instanceof GorunErrors ? error.errors : error instanceof GorunError ? [error] : [];
  return all.map(({ code, position }) => `${position?.line}:${position?.column} ${code}`);
}

describe('an inventory', () => {
  it('is found by its name, in YAML', async () => {
    await files({
      'inventories/prod.yml':
        'all:\n  children:\n    web:\n      hosts:\n        web[01:03]:\n        db: {port: 5}\n      vars: {role: "{{ inventory }}-web", inventory: x}\n',
    });
    const inventory = await load('prod');
    expect([...inventory.hosts.keys()]).toEqual(['web01', 'web02', 'web03', 'db']);
    expect(inventory.hosts.get('db')?.groups).toEqual(['all', 'web']);
    expect(variable(inventory, 'db', 'port')).toBe(5);
    expect(variable(inventory, 'web01', 'role')).toBe('x-web');
  });

  it('may be INI', async () => {
    await files({
      'inventories/prod.ini': [
        'lonely ansible_host=10.0.0.1',
        '[web]',
        'web[1:2] port=80 path=\'C:\\Go\\bin\' quoted="a b" # a comment',
        '[web:vars]',
        'go_version = "1.20"',
        'wanted = {{ go_version }}.14',
        '[site:children]',
        'web',
      ].join('\n'),
    });
    const inventory = await load('prod');
    expect(inventory.groups.get('site')).toEqual(['web1', 'web2']);
    expect(inventory.groups.get('ungrouped')).toEqual(['lonely']);
    expect(variable(inventory, 'web2', 'port')).toBe(80);
    expect(variable(inventory, 'web2', 'path')).toBe('C:\\Go\\bin');
    expect(variable(inventory, 'web2', 'quoted')).toBe('a b');
    expect(variable(inventory, 'web2', 'wanted')).toBe('1.20.14');
  });

  it('may be a folder, and host names', async () => {
    await files({ 'inventories/prod/a.yml': 'web: {hosts: {a: }}', 'inventories/prod/b': '[web]\nb' });
    expect((await load('prod')).groups.get('web')).toEqual(['a', 'b']);
    expect([...(await load('x1,x2,')).hosts.keys()]).toEqual(['x1', 'x2']);
  });

  it('gives variables in the order of precedence', async () => {
    const each = (names: readonly string[], value: string) =>
      names.map((name) => `${name}: ${value}`).join('\n');
    await files({
      'inventories/prod.yml':
        'all:\n  vars: {a: all, b: all, c: all, d: all, e: all, f: all}\n  children:\n    parent:\n      vars: {b: parent, c: parent}\n      children:\n        child:\n          vars: {c: child}\n          hosts: {h: {e: host, f: host}}\n',
      'inventories/group_vars/child.yml': each(['d', 'e'], 'file'),
      'inventories/host_vars/h.yml': 'f: file',
      'playbooks/group_vars/all/one.yml': 'g: [1, "{{ a }}"]',
    });
    const inventory = await load('prod');
    const got = [...'abcdefg'].map((name) => variable(inventory, 'h', name));
    expect(got).toEqual(['all', 'parent', 'child', 'file', 'host', 'file', [1, 'all']]);
  });

  it.each([
    ['web', ['a', 'b']],
    ['web:!b', ['a']],
    ['all,!web', ['c', 'd']],
    ['web:&new', ['b']],
    ['?', ['a', 'b', 'c', 'd']],
    ['~[ad]$', ['a', 'd']],
    ['all[1:2]', ['b', 'c']],
    ['new[-1]', ['c']],
  ])('selects the hosts of %s', async (pattern, expected) => {
    await files({ 'p.ini': '[web]\na\nb\n[new]\nb\nc\n[old]\nd' });
    expect((await load('p.ini')).select(pattern).map(({ name }) => name)).toEqual(expected);
  });

  it('refuses a pattern that names nothing, also one that was to take away', async () => {
    await files({ 'p.ini': '[web]\na' });
    const inventory = await load('p.ini');
    expect(() => inventory.select('wbe')).toThrow(/Did you mean "web"/);
    expect(() => inventory.select('web:!broken')).toThrow(/"broken"/);
  });

  it('shows all that is wrong in all of its files, with places', async () => {
    await files({
      'inventories/prod/a.yml': 'web:\n  host: {a: }\n  hosts:\n    - b\n  vars: {x: "{{ y | lower }}"}',
      'inventories/prod/b': '[web\n[x:other]\nh[3:1]\nh name="x\n',
      'inventories/prod/c.yml': 'a: 1\na: 2',
      'inventories/prod/d.yml': 'x: {vars: [1]}',
    });
    expect(await errorsOf(load('prod'))).toEqual([
      '2:3 inventory/syntax',
      '4:5 inventory/syntax',
      '5:19 expression/jinja',
      '1:1 inventory/syntax',
      '2:1 inventory/syntax',
      '3:1 inventory/syntax',
      '4:1 inventory/syntax',
      '2:1 inventory/syntax',
      '1:11 inventory/syntax',
    ]);
  });

  it('names a circle of groups', async () => {
    await files({ 'p.ini': '[a:children]\nb\n[b:children]\na\n' });
    expect(await errorsOf(load('p.ini'))).toEqual(['1:1 inventory/syntax']);
  });

  it('that is not there is answered with those that are', async () => {
    await files({ 'inventories/prod.yml': '', 'inventories/lab.yml': '' });
    await expect(load('prd')).rejects.toMatchObject({
      code: 'inventory/not-found',
      fix: 'Inventories here: lab, prod.',
    });
  });

  it('of ten thousand hosts loads in seconds', async () => {
    await files({ 'p.ini': '[web]\nweb[00001:10000] port=80 user="{{ who }}"\n[web:vars]\nwho=me' });
    const start = performance.now();
    const inventory = await load('p.ini');
    expect(inventory.hosts.size).toBe(10_000);
    expect(performance.now() - start).toBeLessThan(4000);
  });
});
