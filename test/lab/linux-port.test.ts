import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeLinuxConfig } from '../../lab/linux/config.ts';
import { linuxPort } from '../../lab/linux/port.ts';
import { labPlaces } from '../../lab/places.ts';

// Addresses that no lab uses, so that a lab of this machine is not in the way.
const ADDRESSES = ['127.9.8.1', '127.9.8.2'];
let root: string;
let port: number;
const servers: Server[] = [];

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'gorun-port-'));
  mkdirSync(labPlaces('one', root).instance, { recursive: true });
  port = await linuxPort(labPlaces('one', root), ADDRESSES, false);
  writeLinuxConfig(labPlaces('one', root), { port, hosts: [] });
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  rmSync(root, { recursive: true });
});

function listen(address: string, port: number): Promise<void> {
  const server = createServer();
  servers.push(server);
  return new Promise((resolve) => server.listen(port, address, resolve));
}

test('an instance keeps its port, and another one gets another', async () => {
  expect(await linuxPort(labPlaces('one', root), ADDRESSES, false)).toBe(port);
  expect(await linuxPort(labPlaces('two', root), ADDRESSES, false)).toBeGreaterThan(port);
});

test('a port that a stranger listens on, on any end, is not taken', async () => {
  const free = await linuxPort(labPlaces('two', root), ADDRESSES, false);
  await listen('127.9.8.2', free);
  expect(await linuxPort(labPlaces('two', root), ADDRESSES, false)).toBeGreaterThan(free);
});

test('hosts that are up on their port keep it, though it is not free', async () => {
  await listen('127.9.8.1', port);
  expect(await linuxPort(labPlaces('one', root), ADDRESSES, true)).toBe(port);
  expect(await linuxPort(labPlaces('one', root), ADDRESSES, false)).not.toBe(port);
});
