import { expect, it } from 'vitest';
import { openWorkerSession } from '../../src/worker/client/open-worker-session.ts';
import type { SessionOptions } from '../../src/worker/client/session-options.ts';
import { FakeHost } from './fake-host.ts';

/** Opens a session and asks something: the first use hears whether a worker came to life. */
async function use(host: FakeHost, name: string, options?: SessionOptions): Promise<unknown> {
  const session = await openWorkerSession(host, name, options);
  const [outcome] = await session.exchange([{ script: undefined, fn: 'ping', args: {} }]);
  return outcome;
}

it('starts a worker with one command that fits the limit of cmd and needs no quoting', async () => {
  const { windowsCommand } = await import('../../src/worker/windows/command.ts');
  expect(windowsCommand().length).toBeLessThan(2000);
  expect(windowsCommand()).toMatch(/^[A-Za-z0-9 .=+/-]+$/);
});

it('passes over a banner before the hello, and hears of it at last', async () => {
  const host = new FakeHost({ banner: 'Welcome to FAKE!\r\n{not json\r\n{"id":1,"done":true}\n' });
  const session = await openWorkerSession(host, 'win1');
  expect(session.platform).toBe('windows');
  await session.ready();
  expect(session.stats()).toMatchObject({ roundTrips: 0, reconnects: 0 });
  await session.close();
});

it('says that PowerShell was not found, with the words of the host', async () => {
  const host = new FakeHost({
    instead: (far) => {
      far.stderr = "'powershell.exe' is not recognized as an internal or external command,\r\n";
      far.end(1);
    },
  });
  await expect(use(host, 'win1')).rejects.toMatchObject({
    code: 'connection/no-worker',
    message: expect.stringMatching(
      /^win1: PowerShell was not found on the host\. The host said: 'powershell/,
    ),
    fix: expect.stringContaining('PATH'),
  });
});

it.each([
  [137, 9],
  [139, 11],
])('says that a signal ended it (exit code %i), and what that mostly means', async (code, signal) => {
  const host = new FakeHost({ instead: (far) => far.end(code) });
  await expect(use(host, 'win1')).rejects.toMatchObject({
    code: 'connection/no-worker',
    message: expect.stringContaining(`was ended by signal ${signal} before it began`),
    fix: expect.stringContaining('memory'),
  });
});

it('says that the language mode is constrained', async () => {
  const host = new FakeHost({
    instead: (far) => {
      far.stderr =
        'Cannot invoke method. Method invocation is supported only on core types in this language mode.';
      far.end(1);
    },
  });
  await expect(use(host, 'win1')).rejects.toMatchObject({
    code: 'connection/no-worker',
    message: expect.stringContaining('constrained language mode'),
  });
});

it('gives up a host that says nothing of ours, and shows what it said instead', async () => {
  const host = new FakeHost({ instead: (far) => far.say('Press any key to continue . . .\r\n') });
  await expect(use(host, 'win1', { helloTimeout: 0.01 })).rejects.toMatchObject({
    code: 'connection/no-worker',
    message:
      'win1: the worker said nothing of ours for 0.01 s. The host said: Press any key to continue . . .',
  });
  expect(host.processes[0]?.ended).toBe(true);
});

it('does not take a hello of another protocol for its own', async () => {
  const hello = '{"hello":"gorun-worker","protocol":2}\n';
  const host = new FakeHost({ instead: (far) => far.say(hello) });
  await expect(use(host, 'win1', { helloTimeout: 0.01 })).rejects.toMatchObject({
    code: 'connection/no-worker',
  });
});
