import { rmSync } from 'node:fs';
import { readConfig } from '../config.ts';
import { labPlaces } from '../places.ts';
import { processIdentity } from '../process/identity.ts';
import { writeWhole } from '../process/json-file.ts';
import { serverStamp } from '../server-state.ts';
import { HostFront } from './host-front.ts';

/** The SSH front of one instance: every host on a port of its own. Started detached by `labUp`, ended by `labDown`. */
async function main(instance: string): Promise<void> {
  const places = labPlaces(instance);
  const config = readConfig(places.config);
  if (config === undefined) throw new Error(`no readable config at ${places.config}`);
  // Taken first: the sources may change while the hosts start.
  const stamp = serverStamp();
  const fronts = config.hosts.map((host) => new HostFront(host, places.config));
  const ports: Record<string, number> = {};
  for (const front of fronts) ports[front.name] = await front.listen();
  await Promise.all(fronts.map((front) => front.keepServicesUp()));
  writeWhole(places.serverState, JSON.stringify({ process: processIdentity(process.pid), stamp, ports }));
  const end = () => {
    rmSync(places.serverState, { force: true });
    for (const front of fronts) front.end();
    process.exit(0);
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

process.on('uncaughtException', (error) => console.error(new Date().toISOString(), error));
await main(process.argv[2] ?? 'default');
