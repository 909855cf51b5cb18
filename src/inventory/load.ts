import { dirname, extname } from 'node:path';
import { GorunError, GorunErrors } from '../errors/gorun-error.ts';
import { didYouMean } from '../errors/suggest.ts';
import type { Position } from '../position.ts';
import { errorAt } from '../source/error-at.ts';
import { parseYaml } from '../source/parse-yaml.ts';
import { readText } from '../source/read-text.ts';
import { collecting } from './collecting.ts';
import { findSources, type InventorySource } from './find.ts';
import { GroupCycle, type GroupGraph, groupGraph } from './graph.ts';
import { readIni } from './ini.ts';
import { LayerStack } from './layer-stack.ts';
import { selectHosts, UnmatchedPattern } from './pattern.ts';
import { RawInventory } from './raw.ts';
import type { Inventory, InventoryHost } from './types.ts';
import { nodeAt, variableOf } from './variables.ts';
import { VarsFiles } from './vars-files.ts';
import { readYamlInventory } from './yaml.ts';

/** Where to look. */
export interface InventoryOptions {
  /** Relative names start here; `inventories/` is looked for here. */
  readonly cwd: string;
  /** Its group_vars and host_vars are read as well, and win over those beside the inventory. */
  readonly playbookFolder: string;
}

/**
 * Loads inventories (`-i`, later ones win) with the group_vars and host_vars beside them and beside the playbook.
 * @throws GorunError `inventory/not-found`, GorunErrors with everything that is wrong in the files
 */
export async function loadInventory(names: readonly string[], options: InventoryOptions): Promise<Inventory> {
  const sources = names.flatMap((name) => findSources(name, options.cwd));
  const problems: GorunError[] = [];
  const raw = new RawInventory();
  for (const source of sources) await collecting(problems, () => readSource(source, raw, problems));
  const graph = await collecting(problems, async () => graphOf(raw));
  if (graph === undefined || problems.length > 0) throw new GorunErrors(problems);

  const folders = sources.flatMap((source) => (source.kind === 'file' ? [dirname(source.path)] : []));
  const files = new VarsFiles([...new Set(folders)], options.playbookFolder, problems);
  const layers = new LayerStack(raw, files);
  const hosts = new Map<string, InventoryHost>();
  for (const name of raw.hosts.keys()) {
    const groups = graph.groupsOf.get(name) ?? ['all'];
    hosts.set(name, { name, groups, layers: await layers.of(name, groups) });
  }
  if (problems.length > 0) throw new GorunErrors(problems);
  const selectable = { hosts: [...hosts.keys()], groups: graph.members };
  return {
    hosts,
    groups: graph.members,
    select: (pattern) => select(pattern, selectable).flatMap((name) => hosts.get(name) ?? []),
  };
}

async function readSource(source: InventorySource, raw: RawInventory, problems: GorunError[]): Promise<void> {
  if (source.kind === 'names') {
    const group = raw.group('ungrouped', { file: '-i', line: 1, column: 1 });
    for (const name of source.names) {
      group.hosts.add(name);
      raw.host(name);
    }
    return;
  }
  const text = await readText(source.path);
  if (isIni(source.path, text)) {
    const lines = text.split(/\r?\n/);
    const placeOf = (position: Position) => ({ position, sourceLine: lines[position.line - 1] ?? '' });
    readIni(text, raw, {
      file: source.path,
      variable: (value, position) => variableOf(nodeAt(value, placeOf(position)), problems),
      problem: (position, message, fix) =>
        problems.push(errorAt(placeOf(position), 'inventory/syntax', message, fix)),
    });
    return;
  }
  const root = parseYaml(text, source.path);
  if (root === undefined) return;
  readYamlInventory(root, raw, {
    variable: (node) => variableOf(node, problems),
    problem: (place, message, fix) => problems.push(errorAt(place, 'inventory/syntax', message, fix)),
  });
}

/** By its ending; a file without one is INI where its first meaningful line looks like it. */
function isIni(path: string, text: string): boolean {
  const ending = extname(path).toLowerCase();
  if (ending === '.ini') return true;
  if (['.yml', '.yaml', '.json'].includes(ending)) return false;
  const first = text.split('\n').find((line) => line.trim() !== '' && !/^\s*[#;]/.test(line)) ?? '';
  return !/^(---|\{|[\w.-]+:\s*(#.*)?$)/.test(first.trim());
}

function graphOf(raw: RawInventory): GroupGraph {
  try {
    return groupGraph(raw);
  } catch (error) {
    if (!(error instanceof GroupCycle)) throw error;
    throw new GorunError('inventory/syntax', {
      message: error.message,
      position: error.group.position,
      fix: 'Take one of them out of the children of the other.',
      cause: error,
    });
  }
}

function select(pattern: string, from: Parameters<typeof selectHosts>[1]): readonly string[] {
  try {
    return selectHosts(pattern, from);
  } catch (error) {
    if (!(error instanceof UnmatchedPattern)) throw error;
    const part = error.part.replace(/^[!&]/, '');
    throw new GorunError('inventory/unknown-pattern', {
      message: `${error.message}.${didYouMean(part, [...from.groups.keys(), ...from.hosts])}`,
      cause: error,
    });
  }
}
