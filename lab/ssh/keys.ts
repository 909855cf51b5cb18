import { readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildOnce } from '../build/once.ts';
import type { LabPlaces } from '../places.ts';
import { run } from '../process/run.ts';

/** The passphrase of the lab's encrypted client key. No secret: the key opens lab hosts on the loopback only. */
export const LAB_PASSPHRASE = 'gorun lab passphrase';
/** The password that every lab host accepts for Administrator. */
export const LAB_PASSWORD = 'gorun-Lab 4 "all"';

/** Paths of the lab's client keys. */
export const clientKeys = (places: LabPlaces) => ({
  plain: join(places.keys, 'id_ed25519'),
  encrypted: join(places.keys, 'id_ed25519_encrypted'),
  /** A key that no host accepts. */
  stranger: join(places.keys, 'id_ed25519_stranger'),
});

/** Makes the client keys. */
export async function makeClientKeys(places: LabPlaces): Promise<void> {
  const keys = clientKeys(places);
  await makeKey(keys.plain, '', 'gorun-lab');
  await makeKey(keys.encrypted, LAB_PASSPHRASE, 'gorun-lab-encrypted');
  await makeKey(keys.stranger, '', 'gorun-lab-stranger');
}

/** The key files of a host: its own and the one that the fault `changed-host-key` shows instead. */
export const hostKeys = (places: LabPlaces, host: string) => ({
  own: join(places.hostKeys, host),
  changed: join(places.hostKeys, `${host}-changed`),
});

/** Makes the keys of a host. They stay when the host is made anew. */
export async function makeHostKeys(places: LabPlaces, host: string): Promise<void> {
  const keys = hostKeys(places, host);
  await makeKey(keys.own, '', `lab host ${host}`);
  await makeKey(keys.changed, '', `lab host ${host}, changed`);
}

/** `ssh-ed25519 AAAA…` of a key made here. */
export const publicKeyLine = (path: string): string =>
  readFileSync(`${path}.pub`, 'utf8').trim().split(' ').slice(0, 2).join(' ');

async function makeKey(path: string, passphrase: string, comment: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await buildOnce(path, async (temporary) => {
    await rm(`${temporary}.pub`, { force: true });
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', comment, '-f', temporary]);
    await rename(`${temporary}.pub`, `${path}.pub`);
  });
}
