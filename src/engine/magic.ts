import type { Layer } from '../expression/types.ts';
import type { Inventory } from '../inventory/types.ts';
import type { Json, JsonObject } from '../json.ts';
import type { HostState } from './host-state.ts';
import { type Shared, viewOf } from './scopes.ts';

/** What the magic variables of a batch are made of. */
export interface MagicSource {
  readonly run: string;
  readonly check: boolean;
  readonly folder: string;
  readonly inventory: Inventory;
  readonly hosts: ReadonlyMap<string, HostState>;
  readonly shared: Shared;
  /** Names of the hosts of the play and of the batch. */
  readonly playHosts: readonly string[];
  readonly batchHosts: readonly string[];
}

/** Makes the variables that every host has without anybody setting them; what all hosts share is made once. */
export function magicVariables(source: MagicSource): (host: HostState) => Layer {
  const groups = Object.fromEntries(source.inventory.groups);
  let all: JsonObject | undefined;
  const hostvars = (): JsonObject => {
    all ??= hostVariables(source);
    return all;
  };
  return (host) => ({
    inventory_hostname: host.name,
    inventory_hostname_short: host.name.split('.')[0] ?? host.name,
    group_names: host.inventory.groups.filter((name) => name !== 'all').toSorted(),
    groups,
    // A getter: most tasks never ask, and with thousands of hosts it is large.
    get hostvars() {
      return hostvars();
    },
    play_hosts: source.batchHosts,
    ansible_play_batch: source.batchHosts,
    ansible_play_hosts: source.playHosts,
    ansible_play_hosts_all: source.playHosts,
    ansible_check_mode: source.check,
    run_id: source.run,
    gorun_check_mode: source.check,
    playbook_dir: source.folder,
  });
}

/** Host name -> its variables, each rendered when it is asked for. */
function hostVariables(source: MagicSource): JsonObject {
  const all: Record<string, Json> = {};
  for (const name of source.inventory.hosts.keys()) {
    const host = source.hosts.get(name);
    if (host !== undefined) lazily(all, name, () => variablesOf(host, source));
  }
  return all;
}

function variablesOf(host: HostState, { shared }: MagicSource): JsonObject {
  const magic = { inventory_hostname: host.name, group_names: [...host.inventory.groups] };
  const { scope } = viewOf(host, shared, { magic });
  const variables: Record<string, Json> = {};
  for (const name of scope.names()) lazily(variables, name, () => scope.get(name) ?? null);
  return variables;
}

function lazily(target: Record<string, Json>, name: string, get: () => Json): void {
  Object.defineProperty(target, name, { get, enumerable: true, configurable: true });
}
