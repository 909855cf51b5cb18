import { join } from 'node:path';
import { stampOf } from './build/stamp.ts';
import type { LabPlaces } from './places.ts';
import { labSources } from './places.ts';
import { isAlive, type ProcessIdentity } from './process/identity.ts';
import { readJson } from './process/json-file.ts';
import { identityFrom } from './process/lock.ts';

/** The SSH front of an instance, as it wrote itself down when it was ready. */
export interface ServerState {
  readonly process: ProcessIdentity;
  /** The stamp of the sources that it runs. */
  readonly stamp: string;
  /** Port of each host on 127.0.0.1. */
  readonly ports: Readonly<Record<string, number>>;
}

/** The running front of an instance; undefined where none runs, also after a crash. */
export function readServerState(places: LabPlaces): ServerState | undefined {
  const state = readJson(places.serverState, (value) => {
    if (typeof value !== 'object' || value === null || !('process' in value) || !('ports' in value))
      return undefined;
    const process = identityFrom(value.process);
    if (process === undefined || typeof value.ports !== 'object' || value.ports === null) return undefined;
    const ports = Object.entries(value.ports).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number',
    );
    const stamp = 'stamp' in value && typeof value.stamp === 'string' ? value.stamp : '';
    return { process, stamp, ports: Object.fromEntries(ports) };
  });
  return state !== undefined && isAlive(state.process) ? state : undefined;
}

/** The stamp of what the front is made of: a front of other sources is started anew. */
export const serverStamp = (): string =>
  stampOf(
    [],
    ['ssh', 'host', 'faults', 'guest'].map((folder) => join(labSources(), folder)),
  );
