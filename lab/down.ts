import { existsSync } from 'node:fs';
import { readConfig } from './config.ts';
import { removeHost } from './host/make.ts';
import { stopWine } from './host/wine.ts';
import { linuxDown, linuxStatus } from './linux/down.ts';
import { labPlaces } from './places.ts';
import { stopServer } from './server-start.ts';
import { readServerState } from './server-state.ts';

/** What runs of an instance. */
export interface LabStatus {
  /** Whether any host of it runs. */
  readonly running: boolean;
  readonly hosts: readonly {
    readonly name: string;
    readonly port: number | undefined;
    readonly prefix: string;
  }[];
  readonly linux: readonly {
    readonly name: string;
    readonly address: string;
    /** Undefined where the host is down. */
    readonly port: number | undefined;
    readonly root: string;
  }[];
}

/** Looks, changes nothing. */
export function labStatus(instance?: string): LabStatus {
  const places = labPlaces(instance);
  const state = readServerState(places);
  const hosts = readConfig(places.config)?.hosts ?? [];
  const linux = linuxStatus(places);
  return {
    running: state !== undefined || linux.some(({ port }) => port !== undefined),
    hosts: hosts.map((host) => ({ name: host.name, port: state?.ports[host.name], prefix: host.prefix })),
    linux,
  };
}

/** Stops all hosts of an instance and its SSH front; `remove` also deletes the hosts. Leaves no process behind. */
export async function labDown(
  options: { readonly instance?: string; readonly remove?: boolean } = {},
): Promise<void> {
  const places = labPlaces(options.instance);
  await linuxDown(places, options.remove === true);
  await stopServer(places);
  const hosts = readConfig(places.config)?.hosts ?? [];
  await Promise.all(
    hosts.map(async ({ prefix }) => {
      if (options.remove === true) await removeHost(prefix);
      else if (existsSync(prefix)) await stopWine(prefix);
    }),
  );
}
