import { dirname, relative } from 'node:path';
import { addSecretVariables } from '../connection/variables/secrets.ts';

import type { RunOptions } from '../engine/types.ts';
import type { Layer } from '../expression/types.ts';
import { limitPattern } from '../inventory/limit.ts';
import type { LiveInventory } from '../inventory/live-inventory.ts';
import { loadInventory } from '../inventory/load.ts';
import type { ModuleRegistry } from '../module/contract.ts';
import { loadPlaybook, parsePlaybook } from '../playbook/load.ts';
import type { Play, Playbook } from '../playbook/types.ts';
import { Redactor } from '../secrets/redactor.ts';
import type { Vault } from '../source/vault.ts';
import { checkConnections } from './check-connections.ts';
import { checkHosts } from './check-hosts.ts';
import { knownNames } from './known-names.ts';
import { registryFor } from './registry.ts';
import { hostsOfRun } from './run-hosts.ts';
import { runId } from './run-id.ts';
import { usesBehind } from './uses-behind.ts';

export { becomeMethods } from '../connection/become/become-user.ts';

/** A playbook: a file, or a text that stands for one (ad-hoc commands). */
export type PlaybookSource = { readonly file: string } | { readonly name: string; readonly text: string };

/** What a run is asked to be; everything that files and flags decide. */
export interface RunRequest {
  readonly source: PlaybookSource;
  /** As after `-i`; later ones win. */
  readonly inventories: readonly string[];
  /** `-e`; wins over all other variables. */
  readonly extraVars: Layer;
  /** Folders with modules of one's own. */
  readonly modulePath: readonly string[];
  /** Folders with roles beside `roles/` of the playbook. */
  readonly rolesPath?: readonly string[];
  /** Where relative names start. */
  readonly cwd: string;
  /** A host pattern; parts of it may be `@FILE` or `@failed:RUN`. */
  readonly limit: string | undefined;
  /** Where earlier runs left their hosts, for `@failed:RUN`. */
  readonly logFolders?: readonly string[];
  /** Pass over all tasks before the one of this name or glob. */
  readonly startAtTask?: string;
  /** Opens what is encrypted; without it that is an error. */
  readonly vault?: Vault;
  /** What must never be shown; what was decrypted is among it. */
  readonly secrets?: Redactor;
  /** Who connects to hosts of which the inventory says nothing. */
  readonly login?: Login;
  /** Who does the work on POSIX hosts where neither inventory nor playbook says. */
  readonly become?: RunOptions['become'];
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
  readonly check: boolean;
  readonly diff: boolean;
  /** Hosts at the same time. */
  readonly forks: number;
  readonly speculation: boolean;
  readonly stealLock: boolean;
  /** Unknown host keys are added to known_hosts; changed ones are refused all the same. */
  readonly acceptNew: boolean;
  /** Seconds for which connections and workers are kept for the next run after their last use; missing: they end with this one. */
  readonly persist?: number;
}

/** What connects where the inventory names no other. */
export interface Login {
  readonly user?: string;
  readonly password?: string;
}

/** A run of which everything was read and checked; no host was contacted yet. */
export interface PreparedRun {
  /** With the `@` words of its limit written out. */
  readonly request: RunRequest;
  /** The playbook as people name it here. */
  readonly name: string;
  readonly run: string;
  readonly playbook: Playbook;
  readonly inventory: LiveInventory;
  readonly modules: ModuleRegistry;
  readonly secrets: Redactor;
  /** Relative paths of tasks start here. */
  readonly folder: string;
  /** Names of the hosts of a pattern, with `--limit`. Throws GorunError `inventory/unknown-pattern`. */
  hostsOf(pattern: string): readonly string[];
}

/** Passwords in clear in the inventory or -e are secrets from the start, also those of hosts that are never reached. */
function hidePasswords(
  inventory: LiveInventory,
  { extraVars, login, become }: RunRequest,
  secrets: Redactor,
): void {
  for (const layer of new Set([...inventory.hosts.values()].flatMap((host) => host.layers)))
    addSecretVariables(layer, secrets);
  addSecretVariables(extraVars, secrets);
  if (login?.password !== undefined) secrets.add(login.password);
  if (become?.password !== undefined) secrets.add(become.password);
}

/**
 * Reads and checks modules, inventory and playbook.
 * Throws GorunError or GorunErrors (`source/*`, `playbook/*`, `expression/*`, `module/*`, `inventory/*`, `connection/config`), each with its place.
 */
export async function prepareRun(request: RunRequest): Promise<PreparedRun> {
  const { source, cwd } = request;
  const folder = 'file' in source ? dirname(source.file) : cwd;
  const modules = await registryFor(folder, cwd, request.modulePath);
  const secrets = request.secrets ?? new Redactor();
  const vault = request.vault === undefined ? {} : { vault: request.vault };
  const places = { cwd, playbookFolder: folder, ...vault };
  const inventory = await loadInventory(request.inventories, places);
  hidePasswords(inventory, request, secrets);
  // Without an inventory (--syntax-check) nobody can say which names it would define.
  const name = 'file' in source ? relative(cwd, source.file) : source.name;
  const limit = await writtenOut(request, 'file' in source ? name : undefined);
  const hostsOf = (pattern: string): readonly string[] => {
    const within = limit === undefined ? undefined : new Set(inventory.select(limit));
    return inventory
      .select(pattern)
      .filter((host) => within?.has(host) ?? true)
      .map((host) => host.name);
  };
  const names =
    request.inventories.length > 0
      ? {
          knownNames: await knownNames(inventory, request.extraVars),
          usesBehind: (plays: readonly Play[]) => usesBehind(plays, inventory, hostsOf, request.extraVars),
        }
      : {};
  const options = { modules, cwd, rolesPath: request.rolesPath ?? [], ...names, ...vault };
  const playbook =
    'file' in source
      ? await loadPlaybook(source.file, options)
      : await parsePlaybook(source.text, source.name, options);
  const { inventories, extraVars } = request;
  // One word of a command line needs no place.
  if ('file' in source && inventories.length > 0) checkHosts({ playbook, inventory, modules }, request.limit);
  await checkConnections({ playbook, inventory, hostsOf, extraVars, inventories, options: places });
  return {
    request: { ...request, limit },
    name,
    run: runId(new Date(), Math.random()),
    playbook,
    inventory,
    modules,
    secrets,
    folder,
    hostsOf,
  };
}

function writtenOut(
  { limit, cwd, logFolders = [] }: RunRequest,
  playbook: string | undefined,
): Promise<string | undefined> {
  if (limit === undefined) return Promise.resolve(undefined);
  const place = { folders: logFolders, ...(playbook === undefined ? {} : { playbook }) };
  return limitPattern(limit, { cwd, lookup: (word) => hostsOfRun(word, place) });
}
