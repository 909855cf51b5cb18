import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RunEvent } from '../../src/engine/events.ts';
import { run } from '../../src/run/run.ts';

async function project(playbook: string): Promise<string> {
  const cwd = await mkdtemp(join(tmpdir(), 'gorun-run-'));
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  await mkdir(join(cwd, 'inventories'));
  await writeFile(join(cwd, 'inventories/one.yml'), 'all: { hosts: { a1: } }\n');
  await writeFile(join(cwd, 'p.yml'), playbook);
  return cwd;
}

const say = '- hosts: all\n  tasks:\n    - debug: { msg: "{{ word }}" }\n    - debug: { msg: bye }\n';

test('a program runs a playbook, hears every event and gets the recap', async () => {
  const cwd = await project(say);
  const events: RunEvent[] = [];
  const recap = await run({
    cwd,
    playbook: 'p.yml',
    inventory: 'one',
    extraVars: { word: 'hi' },
    listener: (event) => events.push(event),
  });
  expect(recap).toMatchObject({ exit: 'success', hosts: [{ host: 'a1', ok: 2, standing: 'done' }] });
  expect(events.at(-1)).toMatchObject({ type: 'run.finished', recap });
});

test('a wrong playbook is thrown before anything happens', async () => {
  const cwd = await project(say);
  const events: RunEvent[] = [];
  const wrong = run({ cwd, playbook: 'p.yml', inventory: 'one', listener: (event) => events.push(event) });
  await expect(wrong).rejects.toMatchObject({ errors: [{ code: 'expression/undefined-name' }] });
  expect(events).toEqual([]);
});

test('a group without hosts defines its names, too: a play for it is right and has nothing to do', async () => {
  const cwd = await project(say.replace('hosts: all', 'hosts: later'));
  const groups = '{ later: { vars: { word: hi } }, now: { hosts: { a1: } } }';
  await writeFile(join(cwd, 'inventories/one.yml'), `all: { children: ${groups} }\n`);
  expect(await run({ cwd, playbook: 'p.yml', inventory: 'one' })).toMatchObject({ exit: 'success' });
});

test('told to stop soon, it starts nothing new and says where hosts stand', async () => {
  const cwd = await project(say);
  const stop = new AbortController();
  const recap = await run({
    cwd,
    playbook: 'p.yml',
    inventory: 'one',
    extraVars: { word: 'hi' },
    stopSoon: stop.signal,
    listener: ({ type }) => {
      if (type === 'host.task.finished') stop.abort();
    },
  });
  expect(recap).toMatchObject({ exit: 'interrupted', hosts: [{ ok: 1, standing: 'interrupted' }] });
});
