import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabPlaces } from '../places.ts';
import { withLock } from '../process/lock.ts';
import { type LabProgress, step } from '../progress.ts';
import { hostKeys } from '../ssh/keys.ts';
import { atOnce } from './at-once.ts';
import { CLOCK_FILE, clockVariables } from './clock.ts';
import { readLinuxConfig, writeLinuxConfig } from './config.ts';
import { sshdConfig } from './etc.ts';
import { isUp, startHolder } from './holder.ts';
import { makeLinuxHostKeys } from './host-keys.ts';
import { machinePrograms } from './machine-programs.ts';
import { isMadeAs, makeLinuxHost, removeLinuxHosts } from './make.ts';
import type { LinuxOrder } from './order.ts';
import { linuxPlace } from './place.ts';
import { linuxPort } from './port.ts';
import { programNames } from './programs.ts';
import { linuxSettings } from './settings.ts';

/** More hosts at a time gain nothing on a few cores. */
const WIDTH = 8;

/**
 * Makes and starts Linux hosts, and deletes those that are ordered no longer. What they are made of is there already, and nobody
 * else changes this instance meanwhile.
 * @returns the port that all of them listen on, each on its own address
 * @throws GorunError `lab/failed`
 */
export async function linuxUp(
  places: LabPlaces,
  orders: readonly LinuxOrder[],
  fresh: boolean,
  progress: LabProgress,
): Promise<number> {
  const names = new Set(orders.map(({ name }) => name));
  const before = readLinuxConfig(places)?.hosts ?? [];
  await removeLinuxHosts(
    places,
    before.map(({ name }) => name).filter((name) => !names.has(name)),
  );
  const again = orders.filter((order) => fresh || !isMadeAs(linuxPlace(places, order.name), order));
  const port = await reservePort(places, orders, before);
  if (again.length > 0) {
    await step(progress, 'linux', `make ${linuxHosts(again.length)}`, async () => {
      await removeLinuxHosts(
        places,
        again.map(({ name }) => name),
      );
      await atOnce(WIDTH, again, (order) => makeLinuxHost(places, order));
    });
  }
  const down = orders.filter(({ name }) => !isUp(linuxPlace(places, name)));
  if (down.length > 0) {
    await step(progress, 'sshd', `start ${linuxHosts(down.length)} (20 a second)`, async () => {
      const machine = await machinePrograms(places);
      await atOnce(WIDTH, down, (order) => startLinuxHost(places, order, port, machine));
    });
  }
  return port;
}

const linuxHosts = (count: number): string => `${count} Linux ${count === 1 ? 'host' : 'hosts'}`;

// Under a lock of all instances: none takes the port that another one is about to write down.
async function reservePort(
  places: LabPlaces,
  orders: readonly LinuxOrder[],
  before: readonly LinuxOrder[],
): Promise<number> {
  mkdirSync(places.instance, { recursive: true });
  return withLock(join(places.root, 'linux-port.lock'), async () => {
    const isOurs = before.some(({ name }) => isUp(linuxPlace(places, name)));
    const addresses = orders.map(({ address }) => address);
    const port = await linuxPort(places, addresses, isOurs);
    writeLinuxConfig(places, { port, hosts: orders });
    return port;
  });
}

/** Starts a host that is made and doesn't run. */
export async function startLinuxHost(
  places: LabPlaces,
  order: LinuxOrder,
  port: number,
  machine: string,
): Promise<void> {
  const place = linuxPlace(places, order.name);
  const settings = linuxSettings(order.faults, programNames());
  makeLinuxHostKeys(places, order.name);
  const keys = hostKeys(places, order.name);
  const ssh = join(place.root, 'etc/ssh');
  const clock = settings.clock1970 ? clockVariables(Math.floor(Date.now() / 1000)) : [];
  if (settings.clock1970) writeFileSync(join(place.root, CLOCK_FILE), `${clock.join('\n')}\n`);
  writeFileSync(join(ssh, 'sshd_config'), sshdConfig(order, port, settings.noisy, clock));
  copyFileSync(settings.changedHostKey ? keys.changed : keys.own, join(ssh, 'ssh_host_ed25519_key'));
  await startHolder(place, order.name, machine, settings.words);
}
