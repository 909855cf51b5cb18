import { resolve } from 'node:path';
import type { EventListener, Recap } from '../engine/events.ts';
import type { JsonObject } from '../json.ts';
import { executeRun } from './execute.ts';
import { logFolders } from './log-folder.ts';
import { prepareRun } from './prepare.ts';

/** A run as a program asks for it; what is left out is as on the command line. */
export interface RunOptions {
  /** Path of the playbook. */
  readonly playbook: string;
  /** Inventory files, or names in `inventories/`; later ones win. */
  readonly inventory: string | readonly string[];
  /** Variables that win over all others. */
  readonly extraVars?: JsonObject;
  /** A host pattern: only these of the hosts. */
  readonly limit?: string;
  /** Pass over all tasks before the one of this name or glob. */
  readonly startAtTask?: string;
  readonly tags?: readonly string[];
  readonly skipTags?: readonly string[];
  /** Predict, change nothing. */
  readonly check?: boolean;
  /** Hosts at the same time; 50 by default. */
  readonly forks?: number;
  /** Probe all tasks of a play in one round trip; true by default. */
  readonly speculation?: boolean;
  /** Take the lock of a host from a run that is dead. */
  readonly stealLock?: boolean;
  /** Add unknown host keys to known_hosts. */
  readonly acceptNew?: boolean;
  /** Seconds for which connections and workers are kept for the next run that says so too; without it they end with this one. */
  readonly persist?: number;
  /** Folders with modules of one's own, beside `modules/` next to the playbook. */
  readonly modulePath?: readonly string[];
  /** Where relative names start; the present folder by default. */
  readonly cwd?: string;
  /** Hears everything that happens, in order; must not throw. */
  readonly listener?: EventListener;
  /** Aborting it lets running steps finish and starts nothing new but the rescue and always of hosts that failed. */
  readonly stopSoon?: AbortSignal;
  /** Aborting it stops now. */
  readonly stopNow?: AbortSignal;
}

/**
 * Runs a playbook to its end. What happens on hosts is in the recap; it prints nothing and writes no log.
 *
 * @returns For each host what was done and where it stands; `exit` names the outcome as the command line would.
 * @throws GorunError or GorunErrors for a wrong playbook, inventory or module, before any host is contacted.
 * @example
 * ```ts
 * import { run } from 'gorun';
 *
 * const recap = await run({ playbook: 'playbooks/upgrade.yml', inventory: 'lab', check: true });
 * for (const host of recap.hosts) console.log(host.host, host.standing, host.changed);
 * ```
 */
export async function run(options: RunOptions): Promise<Recap> {
  const cwd = resolve(options.cwd ?? '.');
  const { inventory } = options;
  const prepared = await prepareRun({
    source: { file: resolve(cwd, options.playbook) },
    inventories: typeof inventory === 'string' ? [inventory] : inventory,
    extraVars: options.extraVars ?? {},
    modulePath: options.modulePath ?? [],
    cwd,
    limit: options.limit,
    logFolders: logFolders(cwd, process.env),
    ...(options.startAtTask === undefined ? {} : { startAtTask: options.startAtTask }),
    tags: options.tags ?? [],
    skipTags: options.skipTags ?? [],
    check: options.check ?? false,
    diff: false,
    forks: options.forks ?? 50,
    speculation: options.speculation ?? true,
    stealLock: options.stealLock ?? false,
    acceptNew: options.acceptNew ?? false,
    ...(options.persist === undefined ? {} : { persist: options.persist }),
  });
  return executeRun(prepared, {
    listener: options.listener ?? (() => {}),
    ...(options.stopSoon === undefined ? {} : { stopSoon: options.stopSoon }),
    ...(options.stopNow === undefined ? {} : { stopNow: options.stopNow }),
  });
}
