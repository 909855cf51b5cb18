import { describe, expect, test } from 'vitest';
import { project } from './project.ts';

const small = '[web]\na port=80\nb\n[empty]\n';

/** Types `gorun …` in a folder with these files. */
const type = async (files: Readonly<Record<string, string>>, ...argv: string[]) =>
  (await project(files)).type(...argv);

const show = (inventory: string, ...argv: string[]) =>
  type({ 'hosts.ini': inventory }, 'inventory', '-i', 'hosts.ini', ...argv);

describe('gorun inventory', () => {
  test('--host takes the variables of -e over all others', async () => {
    const { out } = await show(small, '--host', 'a', '-e', 'port=8080', '-e', '{"x": [1]}');
    expect(JSON.parse(out)).toEqual({ port: '8080', x: [1] });
  });

  test('--limit shows some of the hosts, also those of a file', async () => {
    const files = { 'hosts.ini': small, 'some.txt': '# left over\nb\n' };
    const { out } = await type(files, 'inventory', '-i', 'hosts.ini', '--graph', '--limit', '@some.txt');
    expect(out).toBe('@all:\n  |--@ungrouped:\n  |--@web:\n  |  |--b\n  |--@empty:\n');
  });

  test('--yaml is the same in YAML', async () => {
    const { out } = await show(small, '--host', 'a', '--yaml');
    expect(out).toBe('port: 80\n');
  });

  test('what a file says cannot move the cursor', async () => {
    const { out } = await show("a x='\u001b[2J\u009b'\n", '--list');
    expect(out).toContain('\\u001b[2J\\u009b');
    expect(out).not.toContain('\u009b');
  });

  test.each([
    [[], 'usage', 'What is to be shown?'],
    [['--list', '--graph'], 'usage', '--list and --graph are different things'],
    [['--host', 'nobody'], 'inventory', 'no host or group is named "nobody"'],
    [['--host', 'web'], 'inventory', '--host takes one host; "web" stands for 2'],
    [['--graph', 'wbe'], 'inventory', 'No group is named "wbe". Did you mean "web"?'],
    [['--list', '--limit', 'web:!nobody'], 'inventory', 'no host or group is named "nobody"'],
    [['--list', '--limit', '@nowhere'], 'playbook', 'cannot be read'],
    [['--list', '-e', '@nowhere'], 'playbook', 'cannot be read'],
  ])('%j is refused: %s', async (argv, ends, message) => {
    const { exit, err, out } = await show(small, ...argv);
    expect([exit, out]).toEqual([ends, '']);
    expect(err).toContain(message);
  });
});

describe('before any host is contacted', () => {
  const playbook = '- hosts: all\n  tasks:\n    - debug: { msg: never }\n';
  const run = (files: Readonly<Record<string, string>>, ...argv: string[]) =>
    type({ 'p.yml': playbook, ...files }, 'playbook', 'p.yml', ...argv);

  test.each([
    ['[web]\na\n[wbe:vars]\nx=1\n', 'hosts.ini:3:1', 'Did you mean "web"?'],
    ['[web]\na x="1\n', 'hosts.ini:2:1', 'a quote is not closed'],
    ['[a:children]\nb\n[b:children]\na\n', 'hosts.ini:1:1', 'contain each other'],
  ])('%j ends with its place and the exit of inventories', async (text, place, message) => {
    const { exit, err, out } = await run({ 'hosts.ini': text }, '-i', 'hosts.ini');
    expect([exit, out]).toEqual(['inventory', '']);
    expect(err).toContain(place);
    expect(err).toContain(message);
  });

  test.each([
    ['all:\n  hosts:\n    a:\n    a:\n', 'hosts.yml:4:5', 'stands twice'],
    ['all:\n\thosts:\n', 'hosts.yml:2:1', 'tab'],
    ['all: &x\n  children: *x\n', 'hosts.yml:2:13', 'inside of &x itself'],
    ['all: [a]\n', 'hosts.yml:1:6', 'not a list'],
    ['- all\n', 'hosts.yml:1:1', 'not a list'],
    ['all:\n  hots: {a: }\n', 'hosts.yml:2:3', 'hosts, children and vars, not "hots"'],
    [`all: ${'['.repeat(10_000)}`, 'hosts.yml:1:1', 'nested more than'],
  ])('%s ends with its place and the exit of inventories', async (text, place, message) => {
    const { exit, err, out } = await run({ 'hosts.yml': text }, '-i', 'hosts.yml');
    expect([exit, out]).toEqual(['inventory', '']);
    expect(err).toContain(place);
    expect(err).toContain(message);
  });

  test('an inventory that is far too large is refused at once', async () => {
    const started = performance.now();
    const { exit, err } = await run({ 'hosts.yml': 'all: {}\n'.repeat(3_000_000) }, '-i', 'hosts.yml');
    expect(exit).toBe('inventory');
    expect(err).toContain('gorun reads at most');
    expect(performance.now() - started).toBeLessThan(3000);
  });

  test('a script that fails, or prints half of an inventory, is told', async () => {
    const failed = await run({ dyn: '#!/bin/sh\necho broken >&2\nexit 1\n' }, '-i', './dyn');
    expect([failed.exit, failed.out]).toEqual(['inventory', '']);
    expect(failed.err).toContain('broken');
    const half = await run({ dyn: '#!/bin/sh\nprintf \'{"web": ["a"\'\n' }, '-i', './dyn');
    expect([half.exit, half.out]).toEqual(['inventory', '']);
    expect(half.err).toContain('it breaks off after 12 characters');
  });

  test('no inventory of that name is told with those that are there', async () => {
    const { exit, err } = await run({ 'inventories/prod.yml': '' }, '-i', 'prd');
    expect(exit).toBe('inventory');
    expect(err).toContain('Inventories here: prod.');
  });

  test('warnings of the inventory are told, and the run goes on', async () => {
    const { exit, err } = await run({ 'hosts.ini': 'a version=1.20\n' }, '-i', 'hosts.ini', '--list-hosts');
    expect(exit).toBe('success');
    expect(err).toContain('warning: version is the number 1.2, for 1.20 has no quotes\n  at hosts.ini:1:1');
  });

  test('a play on a group without hosts is no error; one on an unknown group is', async () => {
    const on = (hosts: string) =>
      run({ 'p.yml': playbook.replace('all', hosts), 'hosts.ini': small }, '-i', 'hosts.ini');
    expect((await on('empty')).exit).toBe('success');
    const unknown = await on('emtpy');
    expect([unknown.exit, unknown.out]).toEqual(['inventory', '']);
    expect(unknown.err).toContain('Did you mean "empty"?');
    expect((await on('localhost')).err).toContain('localhost ansible_connection=local');
  });
});
