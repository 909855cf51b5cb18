import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkerSession } from '../../src/worker/client/open-worker-session.ts';
import type { HostSession } from '../../src/worker/session.ts';
import { ShellHost } from '../worker/posix-shell.ts';
import { ModuleRunner } from './module-runner.ts';
import { SystemdHost } from './systemd-host.ts';

const systemd = new SystemdHost();
let session: HostSession;
let run: ModuleRunner;

beforeAll(async () => {
  await systemd.start();
  session = await openWorkerSession(systemd, 'here');
  run = new ModuleRunner(session);
});

afterAll(async () => {
  await session?.close();
  systemd.stop();
});

async function unit(name: string, service: string, folder = '/etc/systemd/system'): Promise<void> {
  const content = `[Service]\n${service}\n[Install]\nWantedBy=multi-user.target\n`;
  const end = await run.task('copy', { content, dest: `${folder}/${name}.service` });
  expect(end.message).toBe('');
}

const told = async (name: string) => (await run.task('service', { name })).result;

test('a service is started and enabled, once; undo stops and disables it', async () => {
  await unit('agent', 'ExecStart=/usr/bin/sleep 1000');
  const params = { name: 'agent', state: 'started', enabled: true };
  const end = await run.task('service', params);
  expect(end).toMatchObject({
    status: 'changed',
    message: '',
    result: { unit: 'agent.service', exists: true, state: 'active', sub: 'running', enabled: 'enabled' },
  });
  expect(await run.task('service', params)).toMatchObject({ status: 'ok' });
  await end.undo();
  expect(await told('agent')).toMatchObject({ state: 'inactive', enabled: 'disabled', pid: 0 });
});

test('a restart gives it a new process', async () => {
  await run.task('service', { name: 'agent', state: 'started' });
  const before = await told('agent');
  const end = await run.task('service', { name: 'agent', state: 'restarted' });
  expect(end).toMatchObject({ status: 'changed', message: '' });
  expect((await told('agent'))?.pid).not.toBe(before?.pid);
});

test('stopping waits until it is stopped; undo starts it again', async () => {
  const end = await run.task('service', { name: 'agent', state: 'stopped' });
  expect(end).toMatchObject({ status: 'changed', message: '', result: { state: 'inactive' } });
  await end.undo();
  expect(await told('agent')).toMatchObject({ state: 'active' });
});

test('a unit file that was changed is read anew where that is asked for', async () => {
  await unit('agent', 'ExecStart=/usr/bin/sleep 2000\nExecReload=/bin/true');
  expect(await run.task('service', { name: 'agent', state: 'reloaded' })).toMatchObject({
    status: 'refused',
  });
  const end = await run.task('service', { name: 'agent', daemon_reload: true });
  expect(end).toMatchObject({ status: 'changed', message: '', titles: ['read unit files anew'] });
  expect(await run.task('service', { name: 'agent', daemon_reload: true })).toMatchObject({ status: 'ok' });
  expect(await run.task('service', { name: 'agent', state: 'reloaded' })).toMatchObject({
    status: 'changed',
    message: '',
  });
});

test('a masked service cannot be started until it is unmasked', async () => {
  await unit('covered', 'ExecStart=/usr/bin/sleep 1000', '/run/systemd/system');
  await run.task('service', { name: 'covered', daemon_reload: true });
  const end = await run.task('service', { name: 'covered', masked: true });
  expect(end).toMatchObject({ status: 'changed', message: '', result: { enabled: 'masked' } });
  const started = { name: 'covered', state: 'started' };
  expect(await run.task('service', started)).toMatchObject({
    status: 'refused',
    message: 'covered.service is masked: nothing can start it',
  });
  const both = await run.task('service', { ...started, masked: false });
  expect(both).toMatchObject({ status: 'changed', message: '', result: { state: 'active' } });
  await both.undo();
  expect(await told('covered')).toMatchObject({ state: 'inactive', enabled: 'masked' });
  await end.undo();
  expect(await run.task('service', started)).toMatchObject({ status: 'changed', message: '' });
});

test('a unit file in the place of the mask is a failure that says what systemd says', async () => {
  const end = await run.task('service', { name: 'agent', masked: true });
  expect(end).toMatchObject({ status: 'failed', message: expect.stringContaining('already exists') });
});

test('a service whose program fails is a failure with its last words', async () => {
  await unit('broken', 'ExecStart=/bin/sh -c "echo cannot read my file; exit 3"');
  const end = await run.task('service', { name: 'broken', state: 'started' });
  expect(end).toMatchObject({
    status: 'failed',
    message: 'broken.service was started and is failed (exit-code)',
    detail: { state: 'failed', journal: expect.stringContaining('cannot read my file') },
  });
});

test('a unit that systemd cannot start is a failure, too', async () => {
  await unit('wrong', 'ExecStart=/usr/bin/gorun-no-such-program');
  const end = await run.task('service', { name: 'wrong', state: 'started' });
  expect(end.status).toBe('failed');
});

test('one that does its work and ends has started well', async () => {
  await unit('once', 'Type=oneshot\nExecStart=/bin/true');
  const end = await run.task('service', { name: 'once', state: 'started' });
  expect(end).toMatchObject({ status: 'changed', message: '', result: { state: 'inactive' } });
});

test('a unit that is not there is refused, and told', async () => {
  expect(await run.task('service', { name: 'none', state: 'started' })).toMatchObject({
    status: 'refused',
    message: 'there is no unit none.service',
  });
  expect(await told('none')).toMatchObject({ exists: false });
});

test('a host without systemd says so', async () => {
  const host = new ShellHost('/usr/bin/dash');
  const other = await openWorkerSession(host, 'other');
  await expect(new ModuleRunner(other).task('service', { name: 'ssh' })).rejects.toThrow(
    /does not run systemd/,
  );
  await other.close();
  host.remove();
});
