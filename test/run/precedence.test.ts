import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { precedence } from '../../src/engine/host/scopes.ts';
import { inventoryPrecedence } from '../../src/inventory/layer-stack.ts';
import type { Json } from '../../src/json.ts';
import { run } from '../../src/run/run.ts';

/** What sets the variable `v` in each row of the table of docs/inventory.md, in its order; the text is the value it sets. */
const rows = [
  'defaults',
  'all in the sources',
  'group in the sources',
  'all beside the inventory',
  'all beside the playbook',
  'group beside the inventory',
  'group beside the playbook',
  'host in the sources',
  'host beside the inventory',
  'host beside the playbook',
  'play',
  'role',
  'task',
  'included',
  'facts',
  'params',
  'failure',
  'extra',
  'magic',
  'loop',
] as const;
type Row = (typeof rows)[number];

/** Files of a project in which the rows given set the variable. */
function project(name: string, sets: ReadonlySet<Row>): Readonly<Record<string, string>> {
  const v = (row: Row) => (sets.has(row) ? `{"${name}": "${row}"}` : '{}');
  const vars = (row: Row) => (sets.has(row) ? `, vars: ${v(row)}` : '');
  const loop = sets.has('loop') ? `, loop: [loop], loop_control: { loop_var: ${name} }` : '';
  const say = `{ name: Say, debug: { msg: "{{ ${name} }}" }${vars('task')}${loop} }`;
  const params = sets.has('params') ? `, ${name}: params` : '';
  const tasks = [
    ...(sets.has('included') ? ['- include_vars: included.yml'] : []),
    ...(sets.has('facts') ? [`- set_fact: ${v('facts')}`] : []),
    sets.has('failure') ? `- block: [{ fail: { msg: x } }]\n  rescue: [${say}]` : `- ${say}`,
  ];
  return {
    'p.yml': `- hosts: all\n  vars: ${v('play')}\n  roles: [{ role: r${params} }]\n`,
    'roles/r/tasks/main.yml': `${tasks.join('\n')}\n`,
    'roles/r/defaults/main.yml': v('defaults'),
    'roles/r/vars/main.yml': v('role'),
    'roles/r/vars/included.yml': v('included'),
    'inventories/one.yml': `all: { vars: ${v('all in the sources')}, children: { g: { vars: ${v('group in the sources')}, hosts: { h: ${v('host in the sources')} } } } }`,
    'inventories/group_vars/all.yml': v('all beside the inventory'),
    'group_vars/all.yml': v('all beside the playbook'),
    'inventories/group_vars/g.yml': v('group beside the inventory'),
    'group_vars/g.yml': v('group beside the playbook'),
    'inventories/host_vars/h.yml': v('host beside the inventory'),
    'host_vars/h.yml': v('host beside the playbook'),
  };
}

/** What the variable is in a task when these rows set it. */
async function seen(name: string, sets: ReadonlySet<Row>): Promise<unknown> {
  const cwd = await mkdtemp(join(tmpdir(), 'gorun-precedence-'));
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(project(name, sets))) {
    await mkdir(dirname(join(cwd, path)), { recursive: true });
    await writeFile(join(cwd, path), text);
  }
  let said: Json | undefined;
  await run({
    cwd,
    playbook: 'p.yml',
    inventory: 'one',
    extraVars: sets.has('extra') ? { [name]: 'extra' } : {},
    listener: (event) => {
      if (event.type !== 'host.task.finished' || event.task.name !== 'Say') return;
      const { results, value } = event.result.result ?? {};
      const [first] = Array.isArray(results) ? results : [];
      said = first?.value ?? value;
    },
  });
  return said;
}

const special: ReadonlySet<Row> = new Set(['failure', 'magic']);

test('the table has a row for every origin of variables', () => {
  const declared = precedence.flatMap((origin): readonly unknown[] =>
    origin === 'inventory' ? inventoryPrecedence : [origin],
  );
  expect(declared).toHaveLength(rows.length);
});

test.each(rows.filter((row) => !special.has(row)))('%s wins over all above it', async (row) => {
  const until = rows.slice(0, rows.indexOf(row) + 1).filter((each) => !special.has(each));
  expect(await seen('v', new Set(until))).toBe(row);
});

test('what failed wins over all above it, and -e over that', async () => {
  const weaker = rows.slice(0, rows.indexOf('failure') + 1);
  expect(await seen('failed_task', new Set(weaker))).toMatchObject({ name: 'fail' });
  expect(await seen('failed_task', new Set([...weaker, 'extra']))).toBe('extra');
});

test('magic wins over all above it', async () => {
  const weaker = rows.slice(0, rows.indexOf('magic')).filter((each) => !special.has(each));
  expect(await seen('inventory_hostname', new Set(weaker))).toBe('h');
});
