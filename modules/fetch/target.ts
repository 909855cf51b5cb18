import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { GorunError, type HostLookupIO } from 'gorun/module';

/** Where a file goes on the controller, and what is there. */
export interface Target {
  readonly target: string;
  /** SHA-256 of the file that is there. */
  readonly sha256: string | null;
}

interface Params {
  readonly src: string;
  readonly dest: string;
  readonly flat: boolean;
}

/** Looks on the controller. Throws GorunError `module/refused` where the names would lead out of `dest`. */
export async function lookUpTarget(params: Params, io: HostLookupIO): Promise<Target> {
  const target = targetOf(params, io);
  const facts = await stat(target).catch(() => undefined);
  if (facts?.isDirectory())
    throw new GorunError('module/refused', {
      message: `${target} is a folder on the controller`,
      fix: 'Write `dest` with a slash at its end, or name a file.',
    });
  return { target, sha256: facts === undefined ? null : await sha256Of(target) };
}

/** The path on the controller. */
export function targetOf(
  { src, dest, flat }: Params,
  { folder, host }: Pick<HostLookupIO, 'folder' | 'host'>,
): string {
  const base = resolve(folder, dest);
  const parts = src.split(/[\\/]+/).filter((part) => part !== '');
  const name = parts.at(-1) ?? '';
  if (flat) return /[\\/]$/.test(dest) ? inside(base, [name]) : base;
  // A drive without its colon, a variable of the host by its name.
  return inside(base, [host, ...parts.map((part) => part.replace(/^%(.*)%$|:$/, '$1'))]);
}

/** Each name is one folder or file: neither a host nor a path can lead elsewhere. */
function inside(base: string, names: readonly string[]): string {
  const wrong = names.find((name) => name === '' || name === '.' || name === '..' || /[/\\\0]/.test(name));
  const path = join(base, ...names);
  if (wrong === undefined && path.startsWith(base.endsWith(sep) ? base : `${base}${sep}`)) return path;
  throw new GorunError('module/refused', {
    message: `${JSON.stringify(wrong ?? names.join('/'))} cannot be a name on the controller`,
    fix: 'Write `src` without `..`; use `flat: true` with a `dest` of your own for such a host.',
  });
}

/** SHA-256 of a file, hex. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
