import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';

/** Thrown for a place that a link would lead out of the host to. */
export class OutsideError extends Error {}

/**
 * The Linux path of names below a host's drive, each compared without case as Windows does. Names that don't exist are kept as given.
 * @throws OutsideError where a link on the way leads out of the drive
 */
export async function linuxPath(drive: string, parts: readonly string[]): Promise<string> {
  const top = await realpath(drive);
  let at = top;
  for (const [index, name] of parts.entries()) {
    at = join(at, await nameIn(at, name));
    if (index === parts.length - 1) break;
    at = await inside(top, at);
  }
  return at;
}

/** Follows a link, but never out of the drive. */
export async function inside(top: string, path: string): Promise<string> {
  let real: string;
  try {
    real = await realpath(path);
  } catch {
    return path;
  }
  if (real !== top && !real.startsWith(`${top}/`)) throw new OutsideError(path);
  return real;
}

async function nameIn(folder: string, wanted: string): Promise<string> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch {
    return wanted;
  }
  if (names.includes(wanted)) return wanted;
  const lower = wanted.toLowerCase();
  return names.find((name) => name.toLowerCase() === lower) ?? wanted;
}
