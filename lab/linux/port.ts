import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, dirname } from 'node:path';
import { type LabPlaces, labPlaces } from '../places.ts';
import { readLinuxConfig } from './config.ts';

/** The first port that an instance may get. */
const FIRST = 2222;

/**
 * The port of all Linux hosts of an instance: the one that it had, as long as nobody else listens there; else the first that no
 * other instance has and nobody listens on.
 * @param isOurs whether hosts of this instance are up on the port that it had
 */
export async function linuxPort(
  places: LabPlaces,
  addresses: readonly string[],
  isOurs: boolean,
): Promise<number> {
  const had = readLinuxConfig(places)?.port;
  if (had !== undefined && (isOurs || (await isFree(addresses, had)))) return had;
  const taken = portsOfOthers(places);
  for (let port = FIRST; port < 32_000; port++) {
    if (!taken.has(port) && (await isFree(addresses, port))) return port;
  }
  throw new Error('no port is free for Linux hosts');
}

function portsOfOthers(places: LabPlaces): Set<number> {
  const ports = new Set<number>();
  for (const name of readdirSync(dirname(places.instance))) {
    if (name === basename(places.instance)) continue;
    const config = readLinuxConfig(labPlaces(name, places.root));
    if (config !== undefined) ports.add(config.port);
  }
  return ports;
}

// Who has the first address of a port has others of it: asking for the first and the last is enough.
async function isFree(addresses: readonly string[], port: number): Promise<boolean> {
  for (const address of new Set([addresses[0], addresses.at(-1)])) {
    if (address !== undefined && !(await canListen(address, port))) return false;
  }
  return true;
}

function canListen(address: string, port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.on('error', () => resolve(false));
    server.listen(port, address, () => server.close(() => resolve(true)));
  });
}
