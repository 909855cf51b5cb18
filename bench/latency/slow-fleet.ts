import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchHosts } from '../peers/hosts.ts';
import { type SlowWay, slowWay } from './slow-way.ts';

/** The same hosts, further away. */
export interface SlowFleet extends BenchHosts {
  close(): void;
}

/** @param roundTrip Milliseconds that a packet there and back takes more. */
export async function slowFleet(fleet: BenchHosts, folder: string, roundTrip: number): Promise<SlowFleet> {
  const known = await readFile(fleet.knownHosts, 'utf8');
  const ways: SlowWay[] = [];
  const lines: string[] = [];
  const hosts = [];
  for (const host of fleet.hosts) {
    const way = await slowWay('127.0.0.1', host, roundTrip);
    ways.push(way);
    const before = `[${host.address}]:${host.port} `;
    const line = known.split('\n').find((one) => one.startsWith(before));
    if (line === undefined) throw new Error(`${host.name} is not in ${fleet.knownHosts}`);
    lines.push(`[127.0.0.1]:${way.port} ${line.slice(before.length)}`);
    hosts.push({ ...host, address: '127.0.0.1', port: way.port });
  }
  const knownHosts = join(folder, 'slow_known_hosts');
  await writeFile(knownHosts, `${lines.join('\n')}\n`);
  const close = (): void => {
    for (const way of ways) way.close();
  };
  return { ...fleet, hosts, knownHosts, close };
}
