import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LabPlaces } from '../places.ts';
import { clientKeys, publicKeyLine } from '../ssh/keys.ts';
import { busyboxPrograms } from './busybox.ts';
import { HOST_FOLDERS, HOST_MODES, hostFiles } from './etc.ts';
import type { LinuxOrder } from './order.ts';
import type { LinuxSettings } from './settings.ts';

// Of the machine, as they are: programs read them and no test changes them.
const COPIED = [
  'etc/os-release',
  'etc/debian_version',
  'etc/ld.so.conf',
  'etc/ld.so.cache',
  'etc/localtime',
  'etc/resolv.conf',
];

/** Lays out the root directory of a host: its own files, and empty folders for what comes from the machine. */
export function layOutHost(
  places: LabPlaces,
  root: string,
  order: LinuxOrder,
  settings: LinuxSettings,
): void {
  for (const [folder, mode] of Object.entries(HOST_FOLDERS)) {
    mkdirSync(join(root, folder), { recursive: true });
    chmodSync(join(root, folder), mode);
  }
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
    mkdirSync(join(root, 'usr', name), { recursive: true });
    symlinkSync(`usr/${name}`, join(root, name));
  }
  for (const file of COPIED) {
    if (existsSync(`/${file}`)) writeFileSync(join(root, file), readFileSync(`/${file}`));
  }
  for (const [path, text] of Object.entries(hostFiles(order, settings))) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, { mode: HOST_MODES[path] ?? 0o644 });
  }
  const keys = clientKeys(places);
  const authorized = `${publicKeyLine(keys.plain)}\n${publicKeyLine(keys.encrypted)}\n`;
  for (const home of ['root', 'home/deploy']) {
    writeFileSync(join(root, home, '.ssh/authorized_keys'), authorized, { mode: 0o600 });
  }
  if (settings.busybox) busyboxPrograms(root);
}
