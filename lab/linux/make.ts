import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { LabPlaces } from '../places.ts';
import { writeWhole } from '../process/json-file.ts';
import { deleteFolders } from './delete.ts';
import { putGo } from './go.ts';
import { stopHolder } from './holder.ts';
import type { LinuxOrder } from './order.ts';
import { type LinuxHostPlace, linuxPlace } from './place.ts';
import { programNames } from './programs.ts';
import { linuxSettings } from './settings.ts';
import { layOutHost } from './tree.ts';

/** Whether a host stands there, made to this order, whatever has happened on it since. */
export function isMadeAs(place: LinuxHostPlace, order: LinuxOrder): boolean {
  return existsSync(place.marker) && readFileSync(place.marker, 'utf8') === JSON.stringify(order);
}

/** Makes a host as ordered, where there is none. */
export async function makeLinuxHost(places: LabPlaces, order: LinuxOrder): Promise<void> {
  const place = linuxPlace(places, order.name);
  await mkdir(place.root, { recursive: true, mode: 0o755 });
  layOutHost(places, place.root, order, linuxSettings(order.faults, programNames()));
  if (order.go !== 'none') await putGo(places, place.root, order.go, order.slim);
  writeWhole(place.marker, JSON.stringify(order));
}

/** Stops hosts and deletes them. */
export async function removeLinuxHosts(places: LabPlaces, names: readonly string[]): Promise<void> {
  const folders: string[] = [];
  for (const name of names) {
    const place = linuxPlace(places, name);
    if (!existsSync(place.folder)) continue;
    rmSync(place.marker, { force: true });
    await stopHolder(place);
    folders.push(place.folder);
  }
  if (folders.length > 0) await deleteFolders(folders);
}
