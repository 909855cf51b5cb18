import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LabPlaces } from '../places.ts';
import { writeWhole } from '../process/json-file.ts';
import { hostKeys } from '../ssh/keys.ts';
import { makeEd25519 } from './ed25519.ts';

/** Makes the keys of a Linux host, where it has none. */
export function makeLinuxHostKeys(places: LabPlaces, name: string): void {
  const keys = hostKeys(places, name);
  for (const path of [keys.own, keys.changed]) {
    if (existsSync(path)) continue;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const made = makeEd25519(`lab host ${name}`);
    writeWhole(`${path}.pub`, `${made.public}\n`);
    // The private half last: it says that both are there.
    writeWhole(path, made.private, 0o600);
  }
}
