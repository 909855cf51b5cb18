import { resolve } from 'node:path';
import { GorunError } from '../errors/gorun-error.ts';
import type { PlaybookSource, RunRequest } from '../run/prepare.ts';
import { extraVars } from './extra-vars.ts';
import type { PlaybookFlags, RunFlags } from './run-flags.ts';
import type { Terminal } from './terminal.ts';

/** Hosts without an inventory would be no hosts at all, and a run on none looks like a success. */
export function needInventory(names: readonly string[]): void {
  if (names.length > 0) return;
  throw new GorunError('inventory/not-found', {
    message: 'No inventory was given.',
    fix: 'Give a file, or a name in inventories/, with -i.',
  });
}

/** What the flags ask for, with the files that `-e @file` names read. Throws GorunError. */
export async function runRequest(
  source: PlaybookSource,
  flags: RunFlags & Partial<PlaybookFlags>,
  { cwd }: Terminal,
): Promise<RunRequest> {
  if (flags.syntaxCheck !== true) needInventory(flags.inventory);
  return {
    source,
    inventories: flags.inventory,
    extraVars: await extraVars(flags.extraVars),
    modulePath: flags.modulePath,
    rolesPath: flags.rolesPath.map((path) => resolve(cwd, path)),
    cwd,
    limit: flags.limit,
    tags: flags.tags ?? [],
    skipTags: flags.skipTags ?? [],
    check: flags.check === true,
    diff: flags.diff === true,
    forks: flags.forks,
    speculation: flags.speculation,
    stealLock: flags.stealLock === true,
    acceptNew: flags.acceptNew === true,
  };
}
