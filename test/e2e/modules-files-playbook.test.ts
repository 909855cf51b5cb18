import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { driveC } from '../../lab/host/wine.ts';
import { type Lab, labDown, labUp } from '../../lab/index.ts';
import { footprint } from './host-footprint.ts';
import { gorun, recapOf, resultsOf, stepsOf, type Typed } from './typed-gorun.ts';

const instance = 'files-playbook';

let folder: string;
let lab: Lab;

const book = `
- hosts: win1
  vars:
    servers: [{ name: alpha, port: 1 }, { name: beta, port: 2 }]
    key: s3cr3t-value
  tasks:
    - win_file: { path: 'C:\\app\\data', state: directory }
    - win_copy: { src: tool, dest: 'C:\\app' }
    - stat: { path: 'C:\\app\\tool\\read me.txt' }
      register: found
    - win_template: { src: app.conf.hbs, dest: 'C:\\app\\', newline_sequence: "\\n" }
    - win_file: { path: 'C:\\app\\app.conf' }
    - win_copy: { content: "{{ key }}", dest: 'C:\\app\\key', sensitive: true }
    - win_file: { path: 'C:\\app\\old', state: absent }
    - win_environment: { name: APP_HOME, value: 'C:\\app' }
    - win_regedit: { path: 'HKLM:\\SOFTWARE\\App', name: Token, data: "{{ key }}", sensitive: true }
    - fetch: { src: 'C:\\app\\tool\\sub\\blob.bin', dest: fetched }
    - slurp: { src: 'C:\\windows\\win.ini' }
      register: ini
    - win_copy: { content: "{{ b64decode ini.content }}", dest: 'C:\\app\\win.ini' }
    - win_copy: { content: only where the file is there, dest: 'C:\\app\\seen.txt' }
      when: found.stat.exists
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gorun-files-'));
  for (const one of ['playbooks/files/tool/sub', 'playbooks/templates'])
    await mkdir(join(folder, one), { recursive: true });
  const write = (path: string, text: string) => writeFile(join(folder, 'playbooks', path), text);
  await write('files/tool/read me.txt', 'Grüße\n');
  await write('files/tool/sub/blob.bin', 'x'.repeat(200_000));
  await write(
    'templates/app.conf.hbs',
    'host = {{ inventory_hostname }}\n{{#each servers}}\n{{ name }} = {{ port }}\n{{/each}}\n',
  );
  await write('files.yml', book);
  await write(
    'rescue.yml',
    `${book.replace('  tasks:\n', '  tasks:\n  - block:\n').replaceAll(/^ {4}- /gm, '    - ')}    - fail: { msg: no }\n    rescue:\n    - rollback:\n`,
  );
  await write(
    'wrong.yml',
    `- hosts: win1\n  tasks:\n    - win_template: { src: wrong.hbs, dest: 'C:\\x' }\n`,
  );
  await write('templates/wrong.hbs', 'fine\n  port = {{ prt }}\n');
  lab = await labUp({ instance, hosts: 1, project: folder, fresh: true });
  const old = here('C:\\app\\old');
  await mkdir(old, { recursive: true });
  await writeFile(join(old, 'x'), 'x');
  await writeFile(here('C:\\app\\app.conf'), 'former\n');
});

afterAll(async () => {
  await labDown({ instance, remove: true });
  await rm(folder, { recursive: true, force: true });
});

const prefix = () => lab.hosts[0]?.prefix ?? '';
const here = (path: string) => join(driveC(prefix()), path.slice(3).replaceAll('\\', '/'));
const play = (name: string, ...words: readonly string[]) =>
  gorun(folder, 'playbook', name, '-i', 'lab', '--output', 'json', ...words);

let predicted: Typed;

test('--check --diff changes nothing on the host', async () => {
  const before = await footprint(prefix());
  predicted = await play('files.yml', '--check', '--diff');
  expect({ code: predicted.code, err: predicted.err }).toEqual({ code: 0, err: '' });
  expect(await footprint(prefix())).toEqual(before);
  const [, , , template] = resultsOf(predicted, 'win1');
  expect(template?.steps[0]?.changes).toEqual([
    { property: 'content', before: 'former\n', after: 'host = win1\nalpha = 1\nbeta = 2\n' },
  ]);
});

test('a run that is rescued leaves the host as it was', async () => {
  const before = [here('C:\\app\\old\\x'), here('C:\\app\\app.conf')].map((path) =>
    readFileSync(path, 'utf8'),
  );
  const run = await play('rescue.yml');
  expect(recapOf(run)).toMatchObject({ win1: { standing: 'rolled-back' } });
  expect(
    [here('C:\\app\\old\\x'), here('C:\\app\\app.conf')].map((path) => readFileSync(path, 'utf8')),
  ).toEqual(before);
  for (const path of ['C:\\app\\tool', 'C:\\app\\data', 'C:\\app\\key'])
    expect(existsSync(here(path))).toBe(false);
});

test('the run applies the very steps that were predicted, and shows no secret', async () => {
  const applied = await play('files.yml');
  expect({ code: applied.code, err: applied.err }).toEqual({ code: 0, err: '' });
  expect(stepsOf(applied)).toEqual(stepsOf(predicted));
  expect(readFileSync(here('C:\\app\\app.conf'), 'utf8')).toBe('host = win1\nalpha = 1\nbeta = 2\n');
  expect(readFileSync(here('C:\\app\\tool\\read me.txt'), 'utf8')).toBe('Grüße\n');
  expect(applied.out + predicted.out).not.toContain('s3cr3t-value');
  expect(existsSync(here('C:\\app\\seen.txt'))).toBe(true);
  expect(readFileSync(here('C:\\app\\win.ini'))).toEqual(readFileSync(here('C:\\windows\\win.ini')));
  expect(readFileSync(join(folder, 'playbooks/fetched/win1/C/app/tool/sub/blob.bin'), 'utf8')).toHaveLength(
    200_000,
  );
});

test('what was kept is freed when the run has ended', () => {
  const left = readdirSync(here('C:\\ProgramData\\gorun'));
  expect(left.filter((name) => /^(?:kept|incoming)/.test(name))).toEqual([]);
  expect(existsSync(here('C:\\app\\old'))).toBe(false);
});

test('a second run changes nothing, with one round trip and one for what slurp had to tell first', async () => {
  const again = await play('files.yml');
  expect(recapOf(again)).toMatchObject({ win1: { changed: 0, failed: 0, stats: { roundTrips: 2 } } });
});

test('what is wrong in a template is told with its line and column', async () => {
  const run = await play('wrong.yml');
  expect(resultsOf(run, 'win1')[0]?.failure).toMatchObject({
    code: 'expression/undefined-name',
    message: expect.stringContaining('wrong.hbs:2:13: '),
    detail: { position: { file: 'playbooks/templates/wrong.hbs', line: 2, column: 13 } },
  });
});
