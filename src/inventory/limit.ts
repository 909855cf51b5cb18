import { resolve } from 'node:path';
import { GorunError } from '../errors/gorun-error.ts';
import { readText } from '../source/read-text.ts';
import { splitPattern } from './pattern.ts';
import type { Inventory } from './types.ts';

/** How words of a limit are looked up. */
export interface LimitOptions {
  /** Relative names of files start here. */
  readonly cwd: string;
  /**
   * Asked for every `@WORD` before it is taken as a file; yields names of hosts, or undefined where the word is not its own.
   * `@failed:RUN` is meant to come from here.
   */
  readonly lookup?: (word: string) => Promise<readonly string[] | undefined>;
}

/**
 * Names of the hosts of `--limit`: a pattern of which a part may be `@FILE`, a file with one pattern a line.
 * @throws GorunError `inventory/unknown-pattern` where a part matches nothing, `source/unreadable`
 */
export async function limited(inventory: Inventory, limit: string, options: LimitOptions): Promise<string[]> {
  return inventory.select(await limitPattern(limit, options)).map(({ name }) => name);
}

/** A limit with its `@` words written out: a pattern for `Inventory.select`. */
export async function limitPattern(limit: string, { cwd, lookup }: LimitOptions): Promise<string> {
  if (!limit.includes('@')) return limit;
  const parts: string[] = [];
  // Names of files and runs have colons: where there is an @, only commas divide.
  const words = limit.startsWith('@') || limit.includes(',') ? limit.split(',') : splitPattern(limit);
  for (const word of words.map((each) => each.trim()).filter((each) => each !== '')) {
    if (!word.startsWith('@')) parts.push(word);
    else parts.push(...((await lookup?.(word.slice(1))) ?? (await fromFile(resolve(cwd, word.slice(1))))));
  }
  if (parts.length === 0) {
    throw new GorunError('inventory/unknown-pattern', { message: `--limit ${limit} names no host.` });
  }
  return parts.join(',');
}

async function fromFile(path: string): Promise<string[]> {
  const lines = (await readText(path)).split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}
