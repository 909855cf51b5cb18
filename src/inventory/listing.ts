import type { Layer } from '../expression/types.ts';
import type { Json, JsonObject } from '../json.ts';
import type { LiveInventory } from './live-inventory.ts';
import type { InventoryGroup, InventoryHost } from './types.ts';
import { asWritten } from './variables.ts';

/** What is shown of an inventory. */
export interface ListingOptions {
  /** Variables over all others (`-e`). */
  readonly extra: Layer;
  /** Only these hosts (`--limit`); without it all of them. */
  readonly only?: ReadonlySet<string>;
}

/** An inventory as `ansible-inventory --list` prints it: groups with hosts and children, `_meta.hostvars`; names sorted. */
export async function listing(inventory: LiveInventory, options: ListingOptions): Promise<JsonObject> {
  const groups: [string, Json][] = [];
  for (const name of inventory.groups.keys()) {
    const group = await inventory.group(name);
    if (group === undefined) continue;
    const hosts = name === 'all' ? [] : group.hosts.filter((host) => options.only?.has(host) ?? true);
    const shown = {
      ...(group.children.length > 0 ? { children: group.children } : {}),
      ...(hosts.length > 0 ? { hosts } : {}),
    };
    if (Object.keys(shown).length > 0) groups.push([name, shown]);
  }
  const hostvars = [...inventory.hosts.values()]
    .filter((host) => options.only?.has(host.name) ?? true)
    .map((host) => [host.name, hostVariables(host, options)] as const)
    .filter(([, vars]) => Object.keys(vars).length > 0);
  return sorted([['_meta', { hostvars: sorted(hostvars) }], ...groups]);
}

/** The variables of a host, as they stand in the sources: nothing is rendered or decrypted. */
export function hostVariables(host: InventoryHost, { extra }: ListingOptions): JsonObject {
  return written([...host.layers, extra]);
}

/** A tree of groups and hosts as `ansible-inventory --graph` draws it; `vars`: with their variables. */
export async function graphLines(
  inventory: LiveInventory,
  top: InventoryGroup,
  options: ListingOptions & { readonly vars: boolean },
): Promise<readonly string[]> {
  const lines: string[] = [];
  const line = (text: string, depth: number) =>
    lines.push(depth === 0 ? text : `${'  |'.repeat(depth)}--${text}`);
  const variables = (vars: JsonObject, depth: number) => {
    if (!options.vars) return;
    for (const [name, value] of Object.entries(vars)) line(`{${name} = ${pythonic(value)}}`, depth);
  };
  const draw = async (group: InventoryGroup, depth: number): Promise<void> => {
    line(`@${group.name}:`, depth);
    for (const child of group.children) {
      const below = await inventory.group(child);
      if (below !== undefined) await draw(below, depth + 1);
    }
    for (const name of group.name === 'all' ? [] : group.hosts) {
      const host = inventory.hosts.get(name);
      if (host === undefined || options.only?.has(name) === false) continue;
      line(name, depth + 1);
      variables(hostVariables(host, options), depth + 2);
    }
    variables(groupVariables(group), depth + 1);
  };
  await draw(top, 0);
  return lines;
}

function groupVariables(group: InventoryGroup): JsonObject {
  const priority = group.priority === 1 ? {} : { ansible_group_priority: group.priority };
  return written([...group.layers, priority]);
}

/** One object of several layers, names sorted. */
function written(layers: readonly Layer[]): JsonObject {
  const all = new Map<string, Json>();
  for (const layer of layers) {
    for (const [name, variable] of Object.entries(layer)) all.set(name, asWritten(variable));
  }
  return sorted([...all]);
}

function sorted(entries: readonly (readonly [string, Json])[]): JsonObject {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** As Python prints a value, which is what the original shows. */
function pythonic(value: Json): string {
  if (typeof value === 'string') return value;
  return inPython(value);
}

function inPython(value: Json): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(inPython).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${quoted(key)}: ${inPython(item)}`)
    .join(', ')}}`;
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r');
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}
