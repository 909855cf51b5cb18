import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { GorunError } from '../src/errors/gorun-error.ts';
import { readConfig } from './config.ts';
import { frontFaults } from './faults/front.ts';
import { parseFaults } from './faults/parse.ts';
import { makeHost } from './host/make.ts';
import { freshLinuxHost } from './linux/fresh.ts';
import { isLinuxName } from './linux/order.ts';
import { goName } from './order.ts';
import { labPlaces } from './places.ts';
import { writeWhole } from './process/json-file.ts';
import { withLock } from './process/lock.ts';
import { setUp } from './setup.ts';

/** What is to be different on the host made anew. */
export interface FreshOptions {
  readonly instance?: string;
  readonly go?: string;
  readonly faults?: string | readonly string[];
}

/**
 * Makes one host of a running lab anew, as it was ordered or with another Go or other faults: 1 s, faults 2 s more. Its port and
 * host key stay; connections to it break, as in a reboot.
 * @throws GorunError `lab/failed` for a host that the lab doesn't have
 */
export async function freshHost(name: string, options: FreshOptions = {}): Promise<void> {
  const places = labPlaces(options.instance);
  if (isLinuxName(name)) return freshLinuxHost(places, name, options);
  await withLock(join(places.instance, 'up.lock'), async () => {
    const config = readConfig(places.config);
    const host = config?.hosts.find((one) => one.name === name);
    if (config === undefined || host === undefined) {
      throw new GorunError('lab/failed', {
        message: `the lab has no host ${name}`,
        fix: 'Start it: gorun lab up.',
      });
    }
    const go = options.go === undefined ? host.go : goName(options.go);
    const faults = options.faults === undefined ? host.ordered : parseFaults(options.faults);
    await setUp(places, [go], () => {});
    const changed = { ...host, go, ordered: faults, faults: frontFaults(faults), order: randomUUID() };
    const hosts = config.hosts.map((one) => (one.name === name ? changed : one));
    writeWhole(places.config, `${JSON.stringify({ ...config, hosts }, null, 2)}\n`, 0o600);
    await makeHost(places, { name, go, faults }, true);
  });
}
