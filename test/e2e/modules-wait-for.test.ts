import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GoHost, goHost } from './go-host.ts';
import { ModuleRunner } from './module-runner.ts';

let host: GoHost;
let run: ModuleRunner;

beforeAll(async () => {
  host = await goHost('modules-wait-for', 'ready');
  run = new ModuleRunner(host.session);
});

afterAll(async () => {
  await host.close();
});

const wait = (params: object) => run.task('win_wait_for', { sleep: 0.1, timeout: 20, ...params });
const portOf = (server: Server) => (server.address() as AddressInfo).port;

async function listening(port = 0): Promise<Server> {
  const server = createServer((socket) => socket.on('error', () => {}));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

test('a port that is open is not waited for; a closed one is closed', async () => {
  const server = await listening();
  const port = portOf(server);
  expect(await wait({ port })).toMatchObject({ status: 'ok', titles: [], result: { elapsed: 0 } });
  server.close();
  await once(server, 'close');
  expect(await wait({ port, state: 'stopped' })).toMatchObject({ status: 'ok', titles: [] });
});

test('waits for a port to open, and the task has changed nothing', async () => {
  const first = await listening();
  const port = portOf(first);
  first.close();
  await once(first, 'close');
  const waiting = wait({ port });
  await setTimeout(1500);
  const server = await listening(port);
  const end = await waiting;
  server.close();
  expect(end.message).toBe('');
  expect(end).toMatchObject({ status: 'ok', titles: [`wait until port ${port} of 127.0.0.1 is open`] });
  expect(end.result?.wait_attempts).toBeGreaterThan(1);
});

test('a time limit ends it, saying what was seen', async () => {
  const server = await listening();
  const port = portOf(server);
  const end = await wait({ port, state: 'absent', timeout: 1 });
  expect(end).toMatchObject({
    status: 'failed',
    message: `waited 1 s until port ${port} of 127.0.0.1 is closed: it takes connections`,
  });
  expect(await wait({ port, state: 'absent', timeout: 0, msg: 'the old one still answers' })).toMatchObject({
    status: 'failed',
    message: 'the old one still answers',
  });
  server.close();
});

test('a port is drained when nobody is connected', async () => {
  const server = await listening();
  const port = portOf(server);
  const client = connect(port, '127.0.0.1');
  await once(client, 'connect');
  const busy = await wait({ port, state: 'drained', timeout: 1 });
  expect(busy).toMatchObject({ status: 'failed', message: expect.stringContaining('connection') });
  expect(await wait({ port, state: 'drained', exclude_hosts: ['127.0.0.1'] })).toMatchObject({
    status: 'ok',
    titles: [],
  });
  client.destroy();
  server.close();
  await once(server, 'close');
  expect(await wait({ port, state: 'drained' })).toMatchObject({ status: 'ok' });
});

test('waits for a file, for a text in it, and for both to go', async () => {
  const path = 'C:\\wait [1].log';
  const waiting = wait({ path });
  await setTimeout(1000);
  writeFileSync(host.here(path), 'starting\r\nready in 12 ms\r\n');
  expect(await waiting).toMatchObject({ status: 'ok' });
  expect(await wait({ path, search_regex: '^ready in (\\d+) ms' })).toMatchObject({
    titles: [],
    result: { match: 'ready in 12 ms' },
  });
  expect(await wait({ path, search_regex: 'failed', timeout: 0.2 })).toMatchObject({
    status: 'failed',
    detail: { seen: `${path} does not hold it` },
  });
  const gone = wait({ path, state: 'absent' });
  await setTimeout(500);
  rmSync(host.here(path));
  expect(await gone).toMatchObject({ status: 'ok' });
});

test('a pattern that is none is told, and one that would search for ever ends', async () => {
  const path = 'C:\\evil.log';
  await expect(wait({ path, search_regex: '(' })).rejects.toThrow('search_regex is not a regular expression');
  writeFileSync(host.here(path), `${'a'.repeat(40)}!`);
  await expect(wait({ path, search_regex: '^(a+)+$' })).rejects.toThrow(
    'search_regex takes longer than 10 s',
  );
});

test('waits for a service', async () => {
  expect(await wait({ service: 'Spooler', state: 'stopped' })).toMatchObject({ titles: [] });
  expect(await wait({ service: 'no-such', state: 'absent' })).toMatchObject({ titles: [] });
  const late = await wait({ service: 'Spooler', timeout: 0.2 });
  expect(late).toMatchObject({
    status: 'failed',
    message: 'waited 0.2 s until the service Spooler is started: the service Spooler is stopped',
  });
});
