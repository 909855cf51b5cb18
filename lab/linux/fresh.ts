import { join } from 'node:path';
import { GorunError } from '../../src/errors/gorun-error.ts';
import { goName } from '../order.ts';
import type { LabPlaces } from '../places.ts';
import { withLock } from '../process/lock.ts';
import { readLinuxConfig, writeLinuxConfig } from './config.ts';
import { parseLinuxFaults } from './faults.ts';
import { machinePrograms } from './machine-programs.ts';
import { makeLinuxHost, removeLinuxHosts } from './make.ts';
import { setUpLinux } from './setup.ts';
import { startLinuxHost } from './up.ts';

/**
 * Makes one Linux host of a lab anew, as it was ordered or with another Go or other faults, and starts it. Its address, port and
 * key stay.
 * @throws GorunError `lab/failed` for a host that the lab doesn't have
 */
export async function freshLinuxHost(
  places: LabPlaces,
  name: string,
  options: { readonly go?: string; readonly faults?: string | readonly string[] },
): Promise<void> {
  await withLock(join(places.instance, 'up.lock'), async () => {
    const config = readLinuxConfig(places);
    const before = config?.hosts.find((host) => host.name === name);
    if (config === undefined || before === undefined) {
      throw new GorunError('lab/failed', {
        message: `the lab has no host ${name}`,
        fix: 'Start it: gorun lab up --linux N.',
      });
    }
    const order = {
      ...before,
      ...(options.go === undefined ? {} : { go: goName(options.go) }),
      ...(options.faults === undefined ? {} : { faults: parseLinuxFaults(options.faults) }),
    };
    await setUpLinux(places, [order], () => {});
    const hosts = config.hosts.map((host) => (host.name === name ? order : host));
    writeLinuxConfig(places, { ...config, hosts });
    await removeLinuxHosts(places, [name]);
    await makeLinuxHost(places, order);
    await startLinuxHost(places, order, config.port, await machinePrograms(places));
  });
}
