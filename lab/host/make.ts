import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unmountDisk } from '../faults/full-disk.ts';
import { faultHost } from '../faults/host.ts';
import type { HostOrder } from '../order.ts';
import type { LabPlaces } from '../places.ts';
import { writeWhole } from '../process/json-file.ts';
import { clonePrefix } from './clone.ts';
import { snapshotPath } from './snapshot.ts';
import { stopWine } from './wine.ts';

/** The file in a prefix that says it is complete and what it was ordered as. */
const marker = (prefix: string): string => join(prefix, 'ordered.json');

/** Whether a host is complete: not half made, not being deleted. */
export const isMade = (prefix: string): boolean => existsSync(marker(prefix));

/**
 * Makes a host as ordered, unless it stands there made to the same order, whatever has happened on it since.
 * @returns whether it was made now
 */
export async function makeHost(places: LabPlaces, order: HostOrder, fresh: boolean): Promise<boolean> {
  const prefix = join(places.hosts, order.name);
  const snapshot = snapshotFor(places, order);
  const wanted = JSON.stringify({ snapshot, go: order.go, faults: order.faults });
  if (!fresh && isMade(prefix) && readFileSync(marker(prefix), 'utf8') === wanted) return false;
  await removeHost(prefix);
  await mkdir(prefix, { recursive: true });
  await clonePrefix(snapshot, prefix);
  await faultHost(places, prefix, order.faults, order.go);
  writeWhole(marker(prefix), wanted);
  return true;
}

/** Stops a host and deletes it. */
export async function removeHost(prefix: string): Promise<void> {
  if (!existsSync(prefix)) return;
  await rm(marker(prefix), { force: true });
  await stopWine(prefix);
  await unmountDisk(prefix);
  await rm(prefix, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** What a host is cloned from: one whose Go is to be elsewhere begins without any, else there would be two. */
export function snapshotFor(places: LabPlaces, { go, faults }: Pick<HostOrder, 'go' | 'faults'>): string {
  const isElsewhere = faults.some(({ name }) => name === 'custom-installdir');
  return snapshotPath(places, go === 'none' || isElsewhere ? 'ready' : `go${go.replace(/^go/, '')}`);
}
