import type { LabPlaces } from '../places.ts';
import { atOnce } from './at-once.ts';
import { readLinuxConfig } from './config.ts';
import { isUp, stopHolder } from './holder.ts';
import { removeLinuxHosts } from './make.ts';
import { linuxPlace } from './place.ts';

/** The Linux hosts of an instance, and which of them run. Looks, changes nothing. */
export function linuxStatus(places: LabPlaces) {
  const config = readLinuxConfig(places);
  return (config?.hosts ?? []).map(({ name, address }) => {
    const place = linuxPlace(places, name);
    const port = isUp(place) ? config?.port : undefined;
    return { name, address, port, root: place.root };
  });
}

/** Stops all Linux hosts of an instance; `remove` also deletes them. */
export async function linuxDown(places: LabPlaces, remove: boolean): Promise<void> {
  const names = (readLinuxConfig(places)?.hosts ?? []).map(({ name }) => name);
  if (remove) await removeLinuxHosts(places, names);
  else await atOnce(16, names, (name) => stopHolder(linuxPlace(places, name)));
}
