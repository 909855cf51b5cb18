import { platformOf } from '../../connection/platform.ts';
import type { Layer } from '../../expression/types.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Play } from '../../playbook/types.ts';
import { HostState } from '../host/host-state.ts';
import { type Shared, viewOf } from '../host/scopes.ts';
import type { RunContext } from '../run-context.ts';
import { omitted } from '../task/omit.ts';

/** What the magic variables of a batch are made of. */
export interface MagicSource {
  readonly run: RunContext;
  readonly play: Play;
  readonly shared: Shared;
  /** Names of the hosts of the play. */
  readonly playHosts: readonly string[];
  /** Also those that earlier plays lost. */
  readonly askedFor: readonly string[];
  readonly batchHosts: readonly HostState[];
}

/** Makes the variables that every host has without anybody setting them; what all hosts share is made once. */
export function magicVariables(source: MagicSource): (host: HostState) => readonly Layer[] {
  const { run, play, playHosts, askedFor, batchHosts } = source;
  const { options } = run;
  const { inventory } = options;
  // Made anew where the run added hosts or groups since.
  let groups: { readonly of: number; readonly all: JsonObject } | undefined;
  let hostvars: typeof groups;
  const names = batchHosts.map(({ name }) => name);
  // Hosts that fail are no longer of those that play, as in Ansible.
  const active = (hosts: readonly string[]): string[] =>
    hosts.filter((name) => run.hosts.get(name)?.failing === undefined);
  const shared = {
    get groups() {
      if (groups?.of !== run.changes) groups = { of: run.changes, all: Object.fromEntries(inventory.groups) };
      return groups.all;
    },
    // Getters: most tasks never ask, and with thousands of hosts it is large.
    get hostvars() {
      if (hostvars?.of !== run.changes) hostvars = { of: run.changes, all: hostVariables(source) };
      return hostvars.all;
    },
    get play_hosts() {
      return active(names);
    },
    get ansible_play_batch() {
      return active(names);
    },
    get ansible_play_hosts() {
      return active(playHosts);
    },
    ansible_play_hosts_all: askedFor,
    ansible_play_name: play.name,
    ansible_role_names: play.roles.map(({ name }) => name),
    ansible_check_mode: options.check,
    ansible_diff_mode: options.diff,
    ansible_forks: options.forks,
    ansible_run_tags: options.tags.length === 0 ? ['all'] : options.tags,
    ansible_skip_tags: options.skipTags,
    ...(options.limit === undefined ? {} : { ansible_limit: options.limit }),
    run_id: options.run,
    gorun_check_mode: options.check,
    playbook_dir: options.folder,
    omit: omitted,
  };
  const own = new Map<HostState, { readonly of: number; readonly layers: readonly Layer[] }>();
  return (host) => {
    const known = own.get(host);
    if (known?.of === run.changes) return known.layers;
    const layers = [shared, ofItself(host, source.shared)];
    own.set(host, { of: run.changes, layers });
    return layers;
  };
}

/** What a host knows of itself. */
function ofItself(host: HostState, shared: Shared): JsonObject {
  const { name, inventory } = host;
  return {
    inventory_hostname: name,
    inventory_hostname_short: name.split('.')[0] ?? name,
    group_names: inventory.groups.filter((group) => group !== 'all').toSorted(),
    // A getter: what kind of host it is, its variables say, which a task may have set.
    get host_platform() {
      const { scope } = viewOf(host, shared, { magic: [] });
      const variables: Record<string, Json> = {};
      for (const variable of ['gorun_platform', 'ansible_shell_type']) {
        const value = scope.get(variable);
        if (value !== undefined && value !== null) variables[variable] = value;
      }
      return platformOf({ name, variables });
    },
  };
}

/** Host name -> its variables, each rendered when it is asked for; also of hosts that no play names. */
function hostVariables(source: MagicSource): JsonObject {
  const all: Record<string, Json> = {};
  const { hosts, helpers, options } = source.run;
  const { inventory } = options;
  for (const name of new Set([...inventory.hosts.keys(), ...hosts.keys()])) {
    lazily(all, name, () => {
      const known = inventory.hosts.get(name);
      const host = hosts.get(name) ?? helpers.get(name) ?? (known && new HostState(known));
      return host === undefined ? null : variablesOf(host, source);
    });
  }
  return all;
}

function variablesOf(host: HostState, { shared }: MagicSource): JsonObject {
  // As in Ansible: what is the play's is not the host's, and would hide what is.
  const own: Shared = { ...shared, defaults: [], play: [], role: [] };
  const { scope } = viewOf(host, own, { magic: [ofItself(host, shared)] });
  const variables: Record<string, Json> = {};
  for (const name of scope.names()) lazily(variables, name, () => scope.get(name) ?? null);
  return variables;
}

function lazily(target: Record<string, Json>, name: string, get: () => Json): void {
  Object.defineProperty(target, name, { get, enumerable: true, configurable: true });
}
