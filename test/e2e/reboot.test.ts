import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { labDown, labUp } from '../../lab/index.ts';
import { exitCodes } from '../../src/errors/exit-codes.ts';
import { ownInstance } from '../lab-instance.ts';
import { gorun, recapOf, resultsOf } from './typed-gorun.ts';

const instance = ownInstance('reboot');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gorun-reboot-'));
  await labUp({ instance, hosts: 2, project: folder, fresh: true });
});
afterAll(async () => {
  await labDown({ instance, remove: true });
  await rm(folder, { recursive: true, force: true });
});

const play = (tasks: string) => `- hosts: win1\n  tasks:\n${tasks.replace(/^(?=.)/gm, '    ')}`;
const run = async (tasks: string) => {
  await writeFile(join(folder, 'p.yml'), play(tasks));
  return gorun(folder, 'playbook', 'p.yml', '-i', 'lab', '--output', 'json');
};

/** A file in which every start of Windows that a task ran under is written down. */
const note = (name: string) => `
- name: ${name}
  powershell:
    script: |
      $boot = [Diagnostics.Process]::GetProcessesByName('services')[0].StartTime.Ticks
      [IO.File]::AppendAllText('C:\\notes.txt', "${name} $boot\`n")
      [IO.File]::ReadAllText('C:\\notes.txt')
`;

test('a host is restarted, waited for, and worked on again: under its lock, by another start of Windows', async () => {
  const ran = await run(`${note('before')}
- name: restart
  win_reboot: { delay: 0, reboot_timeout: 60, test: [cmd, /c, ver] }
${note('after')}`);
  const [, restarted, after] = resultsOf(ran, 'win1');
  expect(resultsOf(ran, 'win1').flatMap(({ failure }) => failure ?? [])).toEqual([]);
  expect(ran).toMatchObject({ code: exitCodes.success.code, err: '' });
  expect(restarted).toMatchObject({ status: 'changed', result: { rebooted: true } });
  const notes = String(after?.result.stdout).match(/(?:before|after) \d+/g) ?? [];
  expect(notes.map((line) => line.split(' ')[0])).toEqual(['before', 'after']);
  expect(new Set(notes.map((line) => line.split(' ')[1])).size).toBe(2);
  expect(recapOf(ran).win1).toMatchObject({ standing: 'done', failed: 0, unreachable: 0 });
});

test('a task under which the host restarts is settled, not repeated, and what comes after it goes on', async () => {
  const ran = await run(`
- name: pulls the rug
  ignore_errors: true
  powershell:
    script: |
      [IO.File]::AppendAllText('C:\\\\rug.txt', 'x')
      [Diagnostics.Process]::Start('shutdown.exe', '/r /t 0').WaitForExit()
      [Threading.Thread]::Sleep(60000)
- name: looks
  powershell:
    script: "[IO.File]::ReadAllText('C:\\\\rug.txt')"
`);
  const [pulled, looked] = resultsOf(ran, 'win1');
  expect(pulled?.failure).toMatchObject({ code: 'worker/unsettled' });
  expect(JSON.stringify(looked?.result)).toContain('"x"');
  expect(recapOf(ran).win1).toMatchObject({ standing: 'done', unreachable: 0 });
});
