import { join } from 'node:path';

/** As much of the bundler's view of a file as is asked for here. */
export interface Graph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/**
 * What a run of a playbook loads, step by step: what starts it, what reads the playbook, what runs it, what connects. A hundred files
 * take a fifth of the CPU of a run with one host, only to be found and read; four do not. A file of several steps goes with the first.
 */
const steps = {
  start: ['src/cli/main.ts'],
  prepare: [
    'src/cli/run-command-line.ts',
    'src/cli/terminal.ts',
    'src/cli/list-lines.ts',
    'src/cli/playbook-file.ts',
    'src/cli/run-request.ts',
    'src/cli/warnings.ts',
    'src/config/read-config.ts',
    'src/config/settings.ts',
    'src/run/prepare.ts',
  ],
  modules: [
    'src/module/sdk.ts',
    ...['command', 'fetch_file', 'file', 'go_archive', 'go_version_fact', 'template', 'verify'].map(
      (name) => `modules/${name}/module.ts`,
    ),
  ],
  connection: ['src/connection/connector-for.ts', 'src/connection/ssh/ssh-shared.ts'],
  run: ['src/cli/tell-run.ts'],
} as const;

type Step = keyof typeof steps;

const closures = new Map<Step, ReadonlySet<string>>();

/** The chunk that a file belongs into; null: the bundler's choice, as for what few runs need. */
export function chunkOf(id: string, graph: Graph): string | null {
  const within = (step: Step): boolean => closureOf(step, graph).has(id);
  if (isEntry(id) || within('start')) return null;
  // What others connect by too, a keeper of connections for one, without reading playbooks.
  if (within('connection') && within('prepare')) return 'common';
  return (['prepare', 'modules', 'connection', 'run'] as const).find(within) ?? null;
}

const isEntry = (id: string): boolean => /\/modules\/[^/]+\/module\.ts$/.test(id);

function closureOf(step: Step, graph: Graph): ReadonlySet<string> {
  const known = closures.get(step);
  if (known !== undefined) return known;
  const reached = new Set<string>();
  const open = steps[step].map((file) => join(import.meta.dirname, '../..', file));
  const gone = open.find((id) => graph.getModuleInfo(id) === null);
  if (gone !== undefined)
    throw new Error(`${gone} is not in the bundle: it was renamed, or nothing imports it`);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...(graph.getModuleInfo(id)?.importedIds ?? []));
  }
  closures.set(step, reached);
  return reached;
}
