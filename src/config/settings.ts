import type { JsonObject } from '../json.ts';

/** A setting of gorun.config.yml: declared here once; the file, the environment, `gorun config` and the schema come from it. */
export interface Setting {
  readonly kind: 'text' | 'texts' | 'count' | 'boolean' | 'choice' | 'variables' | 'time';
  /** The flag that wins over it, as commander names it. */
  readonly flag: string;
  readonly doc: string;
  readonly choices?: readonly string[];
  readonly least?: number;
  readonly most?: number;
}

/** All settings, by their names in the file. GORUN_ and the name in capitals is the environment variable of each. */
export const settings = {
  inventory: {
    kind: 'texts',
    flag: 'inventory',
    doc: 'Inventories where no -i is given: files, or names in inventories/.',
  },
  forks: { kind: 'count', flag: 'forks', doc: 'Hosts at the same time.', least: 1, most: 10_000 },
  output: {
    kind: 'choice',
    flag: 'output',
    doc: 'How to tell a run; missing: a tree on a terminal, plain lines elsewhere.',
    choices: ['tree', 'plain', 'json'],
  },
  user: { kind: 'text', flag: 'user', doc: 'Connect as this user where the inventory names none.' },
  module_path: { kind: 'texts', flag: 'modulePath', doc: 'Folders with modules of your own.' },
  roles_path: { kind: 'texts', flag: 'rolesPath', doc: 'Folders with roles.' },
  diff: { kind: 'boolean', flag: 'diff', doc: 'Show each change, before -> after.' },
  stats: {
    kind: 'boolean',
    flag: 'stats',
    doc: 'Where the time of each host went, its round trips, and which probes were foreseen, under the recap.',
  },
  speculation: {
    kind: 'boolean',
    flag: 'speculation',
    doc: 'Probe all tasks of a play in one round trip at its start.',
  },
  persist: {
    kind: 'time',
    flag: 'persist',
    doc: 'Keep connections and workers for the next run: true (10 minutes), or a time as 90s, 10m, 2h.',
  },
  accept_new: { kind: 'boolean', flag: 'acceptNew', doc: 'Add unknown host keys to known_hosts.' },
  extra_vars: {
    kind: 'variables',
    flag: 'extraVars',
    doc: 'Variables that win over all others; -e on the command line wins over them.',
  },
} as const satisfies Record<string, Setting>;

/** A setting's name. */
export type SettingName = keyof typeof settings;

/** All of them. */
export const settingNames = Object.keys(settings).filter(isSetting);

/** Whether a text is the name of a setting. */
export function isSetting(name: string): name is SettingName {
  return Object.hasOwn(settings, name);
}

/** The environment variable of a setting. */
export function environmentName(name: SettingName): string {
  return `GORUN_${name.toUpperCase()}`;
}

/** What a setting looks like in YAML. */
export function valueSchema({ kind, choices, least, most }: Setting): JsonObject {
  if (kind === 'text') return { type: 'string' };
  if (kind === 'texts') return { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] };
  if (kind === 'boolean') return { type: 'boolean' };
  if (kind === 'time')
    return { anyOf: [{ type: 'boolean' }, { type: 'string', pattern: '^[0-9]{1,6}[smh]$' }] };
  if (kind === 'choice') return { enum: [...(choices ?? [])] };
  if (kind === 'variables') return { type: 'object' };
  return { type: 'integer', minimum: least ?? 0, maximum: most ?? Number.MAX_SAFE_INTEGER };
}

/** The JSON Schema (draft 7) of gorun.config.yml. */
export function configSchema(): JsonObject {
  const all: [SettingName, Setting][] = settingNames.map((name) => [name, settings[name]]);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'gorun.config.yml',
    type: ['object', 'null'],
    properties: Object.fromEntries(
      all.map(([name, setting]) => [name, { description: setting.doc, ...valueSchema(setting) }]),
    ),
    additionalProperties: false,
  };
}
