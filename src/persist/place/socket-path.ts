import { lstatSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fingerprint } from './fingerprint.ts';
import { folderChoices, NoFolder, type Surroundings, socketFolder } from './folder.ts';

const ofKeeper = /^keeper-[0-9a-f]{16}\.sock$/;

/** Those of this process. */
export function ownSurroundings(env: Surroundings['env'] = process.env): Surroundings {
  return { env, homeDir: homedir(), uid: process.getuid?.() };
}

/** Where the keeper of this gorun listens, or would. Throws NoFolder. */
export async function socketPath(surroundings: Surroundings): Promise<string> {
  return join(await socketFolder(surroundings), `keeper-${await fingerprint()}.sock`);
}

/** The sockets of all keepers of this user, also of other versions of gorun. */
export async function allSockets(surroundings: Surroundings): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of folderChoices(surroundings)) {
    const names = await readdir(folder).catch(() => []);
    found.push(...names.filter((name) => ofKeeper.test(name)).map((name) => join(folder, name)));
  }
  return found.filter((path) => isOwn(path, surroundings.uid));
}

/** Throws NoFolder where the path leads to what is not this user's socket; true where it does, false where there is nothing. */
export function isOwnSocket(path: string, uid: number | undefined): boolean {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return false;
  if (isOwn(path, uid)) return true;
  throw new NoFolder(`${path} is not a socket of this user`);
}

function isOwn(path: string, uid: number | undefined): boolean {
  const seen = lstatSync(path, { throwIfNoEntry: false });
  return seen?.isSocket() === true && seen.uid === uid;
}
