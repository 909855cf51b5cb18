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

test('a host that waits for no restart is left alone', async () => {
  expect(await run.task('reboot', { when_pending: true })).toMatchObject({ status: 'ok' });
});

test('a host that Debian’s packages let wait is restarted, and worked on again when it is back', async () => {
  await run.task('copy', { content: 'yes', dest: '/run/reboot-required' });
  await run.task('copy', { content: 'libc6\nlinux-image-6\nlibc6\n', dest: '/run/reboot-required.pkgs' });
  const end = await run.task('reboot', {
    when_pending: true,
    delay: 0,
    reboot_timeout: 60,
    test: ['systemctl', 'is-active', 'basic.target'],
  });
  expect(end).toMatchObject({
    status: 'changed',
    message: '',
    titles: ['restart (pending: packages: libc6 linux-image-6)'],
    result: { rebooted: true },
  });
  expect(systemd.starts).toBe(2);
  expect(await run.task('command', { cmd: 'systemctl is-system-running', ok_codes: [0, 1] })).toMatchObject({
    status: 'changed',
  });
});

test('an ordinary account is told to use become', async () => {
  const host = new ShellHost(
    '/usr/bin/dash',
    'setpriv --reuid=65534 --regid=65534 --clear-groups env GORUN_STATE=/tmp',
  );
  const other = await openWorkerSession(host, 'other');
  const end = await new ModuleRunner(other).task('reboot', {}).catch((error: Error) => error.message);
  expect(JSON.stringify(end)).toContain('only root may restart the host');
  await other.close();
  host.remove();
});
