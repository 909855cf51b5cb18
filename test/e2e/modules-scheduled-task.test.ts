import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../src/json.ts';
import { type GoHost, goHost } from './go-host.ts';
import { ModuleRunner } from './module-runner.ts';

let host: GoHost;
let run: ModuleRunner;

beforeAll(async () => {
  host = await goHost('modules-scheduled-task', 'ready');
  run = new ModuleRunner(host.session);
});

afterAll(async () => {
  await host.close();
});

// Wine's Task Scheduler keeps settings and what is told about a task; of triggers, account and actions it keeps the names at most.
const document = (settings: string) =>
  `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Author>Drücker é</Author></RegistrationInfo>
  <Settings>${settings}<Enabled>true</Enabled></Settings>
  <Actions><Exec /></Actions>
</Task>`;
const kept = document('<ExecutionTimeLimit>PT1H</ExecutionTimeLimit>');
const task = { name: 'clean up', path: '\\gorun test\\inner' };
const seen = async (name = task.name) =>
  (await run.task('win_scheduled_task', { ...task, name, state: 'absent' }, new Map<string, Json>())).status;
const told = async () => (await run.task('win_scheduled_task', task)).result ?? {};
const folder = () => host.here('C:\\windows\\system32\\tasks\\gorun test');

describe('win_scheduled_task', () => {
  test('a task that is not there is absent, and cannot be changed', async () => {
    expect(await run.task('win_scheduled_task', { ...task, state: 'absent' })).toMatchObject({
      status: 'ok',
    });
    expect(await run.task('win_scheduled_task', task)).toMatchObject({
      status: 'ok',
      result: { exists: false },
    });
    expect(await run.task('win_scheduled_task', { ...task, enabled: true })).toMatchObject({
      status: 'refused',
      message: 'there is no task \\gorun test\\inner\\clean up',
    });
  });

  test('makes a task and its folders, once, and an undo removes them', async () => {
    const made = await run.task('win_scheduled_task', { ...task, xml: kept });
    expect(made.message).toBe('');
    expect(made).toMatchObject({
      status: 'changed',
      titles: ['make the task \\gorun test\\inner\\clean up'],
      result: { exists: true, author: 'Drücker é', execution_time_limit: 'PT1H', enabled: true },
    });
    expect(await run.task('win_scheduled_task', { ...task, xml: kept })).toMatchObject({ status: 'ok' });
    expect(existsSync(folder())).toBe(true);
    await made.undo();
    expect(await seen()).toBe('ok');
    expect(existsSync(folder())).toBe(false);
  });

  test('an undo leaves a folder that another task stands in by now', async () => {
    const first = await run.task('win_scheduled_task', { ...task, xml: kept });
    const second = await run.task('win_scheduled_task', { ...task, name: 'other', xml: kept });
    await first.undo();
    expect(await seen()).toBe('ok');
    expect(await seen('other')).toBe('changed');
    await second.undo();
    expect(await seen('other')).toBe('ok');
  });

  test('changes only what is given, and an undo stores the former task to the letter', async () => {
    await run.task('win_scheduled_task', { ...task, xml: kept });
    const before = await told();
    const params = {
      ...task,
      enabled: false,
      hidden: true,
      description: 'one, two and "é"',
      priority: 5,
      execution_time_limit: 'PT90M',
    };
    const end = await run.task('win_scheduled_task', params);
    expect(end.message).toBe('');
    expect(end).toMatchObject({
      status: 'changed',
      titles: ['change the task \\gorun test\\inner\\clean up'],
      result: {
        enabled: false,
        hidden: true,
        priority: 5,
        author: 'Drücker é',
        multiple_instances: 'ignore_new',
      },
    });
    expect(await run.task('win_scheduled_task', params)).toMatchObject({ status: 'ok', titles: [] });
    await end.undo();
    expect(await told()).toEqual(before);
  });

  test('removes a task, and an undo makes it again to the letter', async () => {
    await run.task('win_scheduled_task', { ...task, xml: kept });
    const before = await told();
    const gone = await run.task('win_scheduled_task', { ...task, state: 'absent' });
    expect(gone).toMatchObject({
      status: 'changed',
      titles: ['remove the task \\gorun test\\inner\\clean up'],
    });
    expect(await seen()).toBe('ok');
    await gone.undo();
    expect(await told()).toEqual(before);
  });

  test('in check mode a task that an earlier one would make is there', async () => {
    const predicted = new Map<string, Json>();
    const name = 'foreseen';
    expect(await run.task('win_scheduled_task', { ...task, name, xml: kept }, predicted)).toMatchObject({
      status: 'changed',
    });
    expect(
      await run.task('win_scheduled_task', { ...task, name, execution_time_limit: 'PT60M' }, predicted),
    ).toMatchObject({ status: 'ok' });
    expect(await seen(name)).toBe('ok');
  });

  // It is Wine that forgets the program; what counts is that a host cannot lose what was asked for unseen.
  test('what the host did not keep fails the task', async () => {
    const end = await run.task('win_scheduled_task', {
      ...task,
      name: 'forgotten',
      username: 'SYSTEM',
      actions: [{ path: 'C:\\windows\\system32\\cmd.exe', arguments: '/c exit' }],
      triggers: [{ type: 'boot' }],
    });
    expect(end).toMatchObject({ status: 'not-converged', message: expect.stringContaining('actions') });
    await end.undo();
    expect(await seen('forgotten')).toBe('ok');
  });

  test('an account with a password is stored by its name', async () => {
    const end = await run.task('win_scheduled_task', {
      ...task,
      name: 'with password',
      username: '.\\Administrator',
      password: 'not checked by Wine',
      actions: [{ path: 'cmd.exe' }],
    });
    expect(end).toMatchObject({ status: 'not-converged' });
    await end.undo();
    expect(await seen('with password')).toBe('ok');
  });

  test('XML that is none is told as such, and nothing is stored', async () => {
    await expect(run.task('win_scheduled_task', { ...task, name: 'bad', xml: '<Task>' })).rejects.toThrow(
      'the xml of the playbook is no XML',
    );
    expect(await seen('bad')).toBe('ok');
  });

  test('accounts of the host are known by their SIDs', async () => {
    const end = await run.task(
      'win_scheduled_task',
      { ...task, username: '.\\Administrator', logon_type: 's4u' },
      new Map<string, Json>(),
    );
    expect(end.plan).toMatchObject({
      steps: [{ changes: [{ property: 'username', after: expect.stringMatching(/^S-1-5-21-/) }, {}] }],
    });
  });
});
