import { connectionProblems } from '../connection/problems.ts';
import { namesSecret } from '../connection/variables/secrets.ts';
import { GorunError, GorunErrors } from '../errors/gorun-error.ts';
import { isRenderable } from '../expression/scope.ts';
import type { Layer } from '../expression/types.ts';
import type { InventoryOptions } from '../inventory/load.ts';
import type { Inventory, InventoryHost } from '../inventory/types.ts';
import { writtenAt } from '../inventory/written-at.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Playbook } from '../playbook/types.ts';
import type { Place } from '../source/file.ts';

/** What is to be checked, and where it comes from. */
export interface CheckedConnections {
  readonly playbook: Playbook;
  readonly inventory: Inventory;
  /** Names of the hosts of a pattern, with `--limit`. */
  readonly hostsOf: (pattern: string) => readonly string[];
  readonly extraVars: Layer;
  /** As after `-i`. */
  readonly inventories: readonly string[];
  readonly options: InventoryOptions;
}

interface Found {
  readonly host: InventoryHost;
  readonly variable: string;
  readonly value: Json;
  readonly error: GorunError;
  more: number;
}

/**
 * Holds the connection variables of every host that a play names against what they must be, before anything is contacted. Templates
 * are left to the run, which knows their variables.
 * @throws GorunErrors `connection/config`, one for each wrong value, where it is written
 */
export async function checkConnections(given: CheckedConnections): Promise<void> {
  const found = new Map<string, Found>();
  for (const host of targets(given)) {
    const variables = settled(host, given.extraVars);
    for (const { variable, error } of connectionProblems({ name: host.name, variables })) {
      const value = variables[variable] ?? null;
      const key = JSON.stringify([variable, value]);
      const known = found.get(key);
      if (known === undefined) found.set(key, { host, variable, value, error, more: 0 });
      else known.more += 1;
    }
  }
  if (found.size > 0)
    throw new GorunErrors(await Promise.all([...found.values()].map((one) => placed(one, given))));
}

/** Hosts of the plays; a pattern that matches nothing is told when its play begins. */
function targets({ playbook, inventory, hostsOf }: CheckedConnections): ReadonlySet<InventoryHost> {
  const hosts = new Set<InventoryHost>();
  for (const { hosts: pattern } of playbook.plays) {
    try {
      for (const name of hostsOf(pattern)) {
        const host = inventory.hosts.get(name);
        if (host !== undefined) hosts.add(host);
      }
    } catch (error) {
      if (!(error instanceof GorunError)) throw error;
    }
  }
  return hosts;
}

/** The variables of a host that are data already. */
function settled(host: InventoryHost, extraVars: Layer): JsonObject {
  const variables: Record<string, Json> = {};
  for (const layer of [...host.layers, extraVars]) {
    for (const name of Object.keys(layer)) {
      if (!/^(?:ansible|gorun)_/.test(name)) continue;
      const value = layer[name];
      if (value === undefined || isRenderable(value)) delete variables[name];
      else variables[name] = value;
    }
  }
  return variables;
}

async function placed(
  { host, variable, value, error, more }: Found,
  given: CheckedConnections,
): Promise<GorunError> {
  const isExtra = Object.hasOwn(given.extraVars, variable);
  const place = isExtra
    ? undefined
    : await writtenAt({ host, variable, value }, given.inventories, given.options);
  const others = more === 0 ? '' : ` (and ${more} more host${more === 1 ? '' : 's'})`;
  return new GorunError('connection/config', {
    message: `${error.message}${others}`,
    fix: isExtra ? `Correct -e ${variable}=…` : error.fix,
    ...(place === undefined ? {} : withoutSecrets(place)),
  });
}

/** A password may stand in the same line. */
function withoutSecrets({ position, sourceLine }: Place): Partial<Place> {
  return namesSecret(sourceLine) ? { position } : { position, sourceLine };
}
