import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, processIdentity } from './identity.ts';
import { readJson } from './json-file.ts';

/** Does some work while no other process on this machine does the same; the lock of a dead process is taken over. */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(path), { recursive: true });
  while (!tryLock(path)) await delay(100);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** Takes a lock until this process ends; says whether it was to be had. The lock of a dead process is. */
export function holdLock(path: string): boolean {
  mkdirSync(dirname(path), { recursive: true });
  // The first try may only have removed what a dead process left.
  return tryLock(path) || tryLock(path);
}

function tryLock(path: string): boolean {
  // Written whole, then linked: nobody ever reads a lock that is half there.
  const own = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(own, JSON.stringify(processIdentity(process.pid)));
  try {
    linkSync(own, path);
    return true;
  } catch {
    const holder = readJson(path, identityFrom);
    if (holder !== undefined && !isAlive(holder)) removeIfUnchanged(path, JSON.stringify(holder));
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

function removeIfUnchanged(path: string, text: string): void {
  try {
    if (readFileSync(path, 'utf8') === text) rmSync(path, { force: true });
  } catch {
    // Somebody else removed it first.
  }
}

function identityFrom(value: unknown) {
  if (typeof value !== 'object' || value === null) return undefined;
  const { pid, startTime } = value as Record<string, unknown>;
  return typeof pid === 'number' && typeof startTime === 'string' ? { pid, startTime } : undefined;
}

export { identityFrom };
