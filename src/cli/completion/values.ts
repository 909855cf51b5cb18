import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { Inventory } from '../../inventory/types.ts';
import type { ModuleRegistry } from '../../module/contract.ts';
import type { Candidate, Situation, ValuesOf } from './candidates.ts';

/** Values of options and arguments that are worth offering: what a project has. What is broken in it offers nothing. */
export const valuesOf: ValuesOf = async (name, command, situation) => {
  const find = finders[`${command} ${name}`] ?? finders[name];
  try {
    return (await find?.(situation)) ?? [];
  } catch {
    return [];
  }
};

type Find = (situation: Situation) => Promise<readonly Candidate[]>;

const finders: Readonly<Record<string, Find>> = {
  inventory: ({ terminal }) => named(join(terminal.cwd, 'inventories')),
  limit: async (situation) => [
    ...(await hosts(situation)),
    { word: '@failed:last', says: 'those that the last run left' },
  ],
  pattern: hosts,
  host: hosts,
  group: hosts,
  tags,
  skipTags: tags,
  startAtTask: async (situation) => (await tasks(situation)).map(({ name }) => ({ word: name })),
  'playbook file': ({ terminal }) => playbooks(terminal.cwd),
  'run module': modules,
  'modules name': modules,
  'run params': params,
  'explain word': async (situation) => {
    const { topics } = await import('../../explain/explain.ts');
    const words = topics().map(({ word, kind }) => ({ word, says: kind }));
    return [...(await modules(situation)), ...words];
  },
  only: rules,
  skip: rules,
};

async function named(folder: string): Promise<Candidate[]> {
  const names = await readdir(folder);
  const words = names.filter((name) => !name.startsWith('.')).map((name) => basename(name, extname(name)));
  return [...new Set(words)].map((word) => ({ word }));
}

async function playbooks(cwd: string): Promise<Candidate[]> {
  const found = await Promise.all(
    [cwd, join(cwd, 'playbooks')].map((folder) => readdir(folder).catch(() => [])),
  );
  const names = found.flat().filter((name) => /\.ya?ml$/.test(name) && name !== 'gorun.config.yml');
  return [...new Set(names)].map((word) => ({ word }));
}

async function registry({ terminal: { cwd }, options }: Situation): Promise<ModuleRegistry> {
  const { registryFor } = await import('../../run/registry.ts');
  return registryFor(cwd, cwd, options.get('modulePath') ?? []);
}

async function modules(situation: Situation): Promise<Candidate[]> {
  const found = await registry(situation);
  return found.names().map((word) => ({ word, says: found.get(word)?.definition.summary ?? '' }));
}

async function params(situation: Situation): Promise<Candidate[]> {
  const definition = (await registry(situation)).get(situation.args[1] ?? '')?.definition;
  if (definition === undefined) return [];
  const { schemaRows } = await import('../../module/reference/rows.ts');
  const rows = schemaRows(definition.params).filter(({ name }) => /^\w+$/.test(name));
  return rows.map(({ name, description }) => ({ word: `${name}=`, says: description }));
}

async function inventory({ terminal: { cwd, env }, options }: Situation): Promise<Inventory> {
  const [{ readConfig }, { loadInventory }] = await Promise.all([
    import('../../config/read-config.ts'),
    import('../../inventory/load.ts'),
  ]);
  const given = (await readConfig(cwd, env)).get('inventory')?.value ?? [];
  const names = options.get('inventory') ?? [given].flat().map(String);
  return loadInventory(names, { cwd, playbookFolder: cwd });
}

/** Hosts and groups; after a comma or colon the next part of the pattern. */
async function hosts(situation: Situation): Promise<Candidate[]> {
  const found = await inventory(situation);
  const before = /^.*[,:][!&]?/.exec(situation.current)?.[0] ?? '';
  return [...found.groups.keys(), ...found.hosts.keys()].map((name) => ({ word: `${before}${name}` }));
}

async function tasks({ terminal: { cwd }, args, options }: Situation) {
  const [{ findPlaybook }, { listTasks }, { loadPlaybook }, { registryFor }] = await Promise.all([
    import('../playbook-file.ts'),
    import('../../run/list-tasks.ts'),
    import('../../playbook/load.ts'),
    import('../../run/registry.ts'),
  ]);
  const path = await findPlaybook(args[0] ?? '', cwd);
  const known = await registryFor(dirname(path), cwd, options.get('modulePath') ?? []);
  const playbook = await loadPlaybook(path, {
    modules: known,
    cwd,
    rolesPath: options.get('rolesPath') ?? [],
  });
  return listTasks(playbook, { tags: ['all', 'never'], skipTags: [] }).flatMap((play) => play.tasks);
}

async function tags(situation: Situation): Promise<Candidate[]> {
  const before = /^.*,/.exec(situation.current)?.[0] ?? '';
  const all = new Set((await tasks(situation)).flatMap((task) => task.tags));
  return [...all].map((tag) => ({ word: `${before}${tag}` }));
}

async function rules(): Promise<Candidate[]> {
  const { rules: all } = await import('../../lint/rules/all.ts');
  return all.map(({ name, doc }) => ({ word: name, says: doc }));
}
