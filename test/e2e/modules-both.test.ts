import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, labDown, labUp } from '../../lab/index.ts';
import { exitCodes } from '../../src/errors/exit-codes.ts';
import { ownInstance } from '../lab-instance.ts';
import { gorun, recapOf, resultsOf, stepsOf, type Typed } from './typed-gorun.ts';

// One play with the modules that are the same on both kinds of host, over SSH.
const instance = ownInstance('modules-both');
const linux = ['linux1', 'linux2', 'linux3', 'linux4'];
const all = ['win1', ...linux];
let folder: string;
let lab: Lab;

const tasks = `
    - name: folder
      file: { path: "{{ base }}", state: directory }
    - name: text
      copy: { content: "{{ inventory_hostname }}\\nport=1\\n", dest: "{{ base }}{{ slash }}a b.conf" }
    - name: template
      template: { src: t.hbs, dest: "{{ base }}{{ slash }}t.conf", newline_sequence: "\\n" }
    - name: tree
      copy: { src: tree/, dest: "{{ base }}" }
    - name: line
      line_in_file: { path: "{{ base }}{{ slash }}lines.conf", regexp: ^port=, line: port=2, create: true }
    - name: there
      stat: { path: "{{ base }}{{ slash }}t.conf" }
      register: there
    - name: waited
      wait_for: { path: "{{ base }}{{ slash }}t.conf", timeout: 5 }
    - name: link
      when: host_platform == "posix"
      file: { path: "{{ base }}/link", src: t.conf, state: link }
    - name: ran
      when: host_platform == "posix"
      command: { argv: [touch, -m, made], chdir: "{{ base }}", creates: "{{ base }}/made" }
    - name: ran there
      when: host_platform == "windows"
      command: { argv: [cmd, /d, /c, echo hi> made], chdir: "{{ base }}", creates: "{{ base }}{{ slash }}made" }
    - name: shell
      when: host_platform == "posix"
      shell:
        cmd: 'cat "$1" | wc -l'
        args: ["{{ base }}/t.conf"]
      changed_when: false
      register: lines`;

const places = `    slash: "{{ ternary (eq host_platform 'windows') windows_slash '/' }}"
    base: "{{ ternary (eq host_platform 'windows') windows_base '/srv/gorun both' }}"
    windows_slash: '\\\\'
    windows_base: 'C:\\\\gorun both'`.replaceAll('\\\\', '\\');

const play = (more = '') => `- hosts: all
  vars:
${places}
  tasks:
${tasks.slice(1)}${more}
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gorun-modules-both-'));
  await mkdir(join(folder, 'files/tree/deep er'), { recursive: true });
  await mkdir(join(folder, 'templates'));
  await mkdir(join(folder, 'group_vars'));
  await writeFile(join(folder, 'files/tree/deep er/large.bin'), Buffer.alloc(300_000, 7));
  await writeFile(join(folder, 'files/tree/ä.txt'), 'ä');
  await writeFile(join(folder, 'templates/t.hbs'), '# {{ inventory_hostname }}\nport=1\n');
  lab = await labUp({
    instance,
    hosts: 1,
    linux: 4,
    linuxGo: 'none',
    project: folder,
    fresh: true,
    faults: { linux2: 'sh-busybox', linux3: 'sh-ksh,noexec-tmp', linux4: 'sh-bash,noisy' },
  });
});
afterAll(async () => {
  await labDown({ instance, remove: true });
  await rm(folder, { recursive: true, force: true });
});

async function playbook(text: string, ...words: readonly string[]): Promise<Typed> {
  await writeFile(join(folder, 'p.yml'), text);
  return gorun(folder, 'playbook', 'p.yml', '-i', 'lab', '--output', 'json', ...words);
}
const rootOf = (name: string) => lab.linux.find((host) => host.name === name)?.root ?? '';
/** All that is below /srv of a Linux host. */
const on = (name: string): string =>
  execFileSync(
    'sh',
    ['-c', 'cd -- "$1/srv" && find . -exec ls -ldn --time-style=+ {} +', 'sh', rootOf(name)],
    {
      encoding: 'utf8',
    },
  );
const failures = (run: Typed) =>
  Object.fromEntries(all.map((name) => [name, resultsOf(run, name).flatMap(({ failure }) => failure ?? [])]));
const noFailures = Object.fromEntries(all.map((name) => [name, []]));

test('check mode predicts the run, which does it on both kinds of host; a second one has nothing to do', async () => {
  const predicted = await playbook(play(), '--check', '--diff');
  expect(predicted.err).toBe('');
  expect(failures(predicted)).toEqual(noFailures);
  const done = await playbook(play());
  expect(failures(done)).toEqual(noFailures);
  expect(done.code).toBe(exitCodes.success.code);
  for (const host of linux) {
    expect(await readFile(join(rootOf(host), 'srv/gorun both/t.conf'), 'utf8')).toBe(`# ${host}\nport=1\n`);
    expect(await readFile(join(rootOf(host), 'srv/gorun both/lines.conf'), 'utf8')).toBe('port=2\n');
    expect(await readFile(join(rootOf(host), 'srv/gorun both/ä.txt'), 'utf8')).toBe('ä');
    const sizes = on(host);
    expect(sizes).toContain('300000  ./gorun both/deep er/large.bin');
    expect(sizes).toContain('./gorun both/link -> t.conf');
    expect(resultsOf(done, host).at(-1)?.result).toMatchObject({ stdout: expect.stringMatching(/^\s*2\n$/) });
  }
  const again = await playbook(play());
  for (const host of all) expect(recapOf(again)[host]).toMatchObject({ changed: 0, failed: 0 });
  for (const host of all)
    for (const name of ['folder', 'text', 'tree'])
      expect(stepsOf(predicted)[`${host}: ${name}`]).toEqual(stepsOf(done)[`${host}: ${name}`]);
});

test('what a block did is taken back on both kinds of host', async () => {
  const before = Object.fromEntries(linux.map((host) => [host, on(host)]));
  const text = `- hosts: all
  vars:
${places}
  tasks:
    - block:
        - copy: { content: other, dest: "{{ base }}{{ slash }}a b.conf" }
        - line_in_file: { path: "{{ base }}{{ slash }}t.conf", line: more }
        - file: { path: "{{ base }}{{ slash }}deep er", state: absent }
        - file: { path: "{{ base }}{{ slash }}x{{ slash }}y", state: directory }
        - fail: { msg: no }
      rescue:
        - rollback:
`;
  const run = await playbook(text);
  expect(Object.fromEntries(all.map((name) => [name, recapOf(run)[name]?.standing]))).toEqual(
    Object.fromEntries(all.map((name) => [name, 'rolled-back'])),
  );
  expect(Object.fromEntries(linux.map((host) => [host, on(host)]))).toEqual(before);
});

test('a module for the other kind of host names the one for this kind', async () => {
  const run = await playbook(`- hosts: all\n  tasks:\n    - win_service: { name: x }\n`, '--limit', 'linux1');
  expect(resultsOf(run, 'linux1').at(-1)?.failure).toMatchObject({
    code: 'module/platform',
    message: 'win_service is for Windows hosts; this one is a POSIX host',
    fix: expect.stringContaining('Use service on POSIX hosts'),
  });
  const other = await playbook(`- hosts: all\n  tasks:\n    - shell: ls\n`, '--limit', 'win1');
  expect(resultsOf(other, 'win1').at(-1)?.failure?.fix).toContain('Use powershell on Windows hosts');
});
