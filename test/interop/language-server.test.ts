import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { schemaKinds, schemaText } from '../../src/cli/schemas.ts';
import { loadPlaybook } from '../../src/playbook/load.ts';
import { registryFor } from '../../src/run/registry.ts';
import { type LanguageServer, languageServer } from './language-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'gorun-schema-'));
const playbook = join(folder, 'play.yml');
let server: LanguageServer;

beforeAll(async () => {
  const modules = await registryFor(folder, folder, []);
  for (const kind of schemaKinds) writeFileSync(join(folder, `${kind}.json`), schemaText(kind, modules));
  server = await languageServer({
    '**/*play*.yml': join(folder, 'playbook.json'),
    '**/*tasks*.yml': join(folder, 'tasks.json'),
    '**/*hosts*.yml': join(folder, 'inventory.json'),
    '**/*config*.yml': join(folder, 'config.json'),
  });
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const messages = async (path: string, text: string) =>
  (await server.diagnose(join(folder, path), text)).map(
    ({ message, range }) => `${range.start.line + 1}: ${message}`,
  );

test('it completes keywords of a play, of a task, and modules', async () => {
  expect(await server.complete(playbook, '- hosts: all\n  ser|')).toEqual(expect.arrayContaining(['serial']));
  const task = await server.complete(playbook, '- hosts: all\n  tasks:\n    - |');
  expect(task).toEqual(
    expect.arrayContaining(['when', 'register', 'debug', 'env_path', 'include_tasks', 'block']),
  );
});

test('it completes the params of a module and their values', async () => {
  const params = await server.complete(playbook, '- hosts: all\n  tasks:\n    - env_path:\n        |');
  expect(params).toEqual(expect.arrayContaining(['scope', 'tidy']));
  const values = await server.complete(playbook, '- hosts: all\n  tasks:\n    - env_path:\n        scope: |');
  expect(values).toEqual(expect.arrayContaining(['machine', 'user']));
  expect(await server.complete(playbook, '- hosts: all\n  tasks:\n    - meta: |')).toContain('end_host');
});

test('it says what a keyword means', async () => {
  expect(await server.hover(playbook, '- hosts: all\n  ser|ial: 1\n')).toContain('Batches');
});

test.each([
  ['an unknown keyword of a play', '- hosts: all\n  seriel: 1\n', 2],
  ['an unknown keyword of a task', '- hosts: all\n  tasks:\n    - debug: {}\n      whenn: true\n', 4],
  ['a wrong param', '- hosts: all\n  tasks:\n    - debug: { mgs: x }\n', 3],
  ['a value of the wrong kind', '- hosts: all\n  tasks:\n    - env_path: { scope: all, tidy: true }\n', 3],
  ['a boolean that is a text', '- hosts: all\n  any_errors_fatal: "yes"\n', 2],
  [
    'a task deep in a rescue',
    '- hosts: all\n  tasks:\n    - block: []\n      rescue:\n        - dbug: x\n',
    5,
  ],
])('it refuses %s', async (_what, text, line) => {
  const found = await messages('play.yml', text);
  expect(found.map((message) => Number.parseInt(message, 10))).toContain(line);
});

test('it accepts templates where values stand', async () => {
  const text =
    '- hosts: all\n  tasks:\n    - env_path: { scope: "{{ s }}", tidy: "{{ t }}" }\n      loop: "{{ l }}"\n';
  expect(await messages('play.yml', text)).toEqual([]);
});

test('it knows inventories and settings', async () => {
  expect(
    await messages('hosts.yml', 'all:\n  hosts:\n    a: { ansible_port: 22 }\n  child: {}\n'),
  ).toHaveLength(1);
  expect(await messages('config.yml', 'forks: 0\nfroks: 1\n')).toHaveLength(2);
  expect(await server.complete(join(folder, 'config.yml'), 'output: |')).toContain('plain');
});

test('it accepts every playbook and inventory of this repository', async () => {
  const root = resolve(import.meta.dirname, '../..');
  const modules = await registryFor(root, root, []);
  const accepted = async (path: string) =>
    loadPlaybook(path, { modules, cwd: root }).then(
      () => [path],
      () => [],
    );
  const playbooks = globSync(['playbooks/*.yml', 'test/interop/scenarios/*/playbook.yml'], { cwd: root });
  const good = (await Promise.all(playbooks.map(accepted))).flat();
  expect(good.length).toBeGreaterThan(20);
  const inventories = globSync('inventories/*.yml', { cwd: root });
  const told = await Promise.all(
    [...good, ...inventories].map(async (path, index) => {
      const kind = inventories.includes(path) ? 'hosts' : 'play';
      const found = await messages(`${kind}${index}.yml`, readFileSync(join(root, path), 'utf8'));
      return found.map((one) => `${path}:${one}`);
    }),
  );
  expect(told.flat()).toEqual([]);
});
