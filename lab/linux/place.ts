import { join } from 'node:path';
import type { LabPlaces } from '../places.ts';

/** Where one Linux host lies. */
export interface LinuxHostPlace {
  readonly folder: string;
  /** Its root directory, as seen from this machine: what it shares with the machine (/usr, /proc, /dev) is empty here. */
  readonly root: string;
  /** Says that it is complete and what it was ordered as. */
  readonly marker: string;
  /** The process that it lives in. */
  readonly holder: string;
  readonly log: string;
}

/** The folder of all Linux hosts of an instance. */
export const linuxFolder = (places: LabPlaces): string => join(places.instance, 'linux');

/** The places of one Linux host. */
export function linuxPlace(places: LabPlaces, name: string): LinuxHostPlace {
  const folder = join(linuxFolder(places), name);
  return {
    folder,
    root: join(folder, 'root'),
    marker: join(folder, 'ordered.json'),
    holder: join(folder, 'holder.json'),
    log: join(folder, 'sshd.log'),
  };
}
