import { didYouMean } from '../../errors/suggest.ts';
import type { MapEntry, MapNode, SourceNode } from '../../source/node.ts';
import { moduleName } from '../ansible/ansible-modules.ts';
import type { Parser } from './parser.ts';

/** Params for every use of a module, by its name. */
export type ModuleDefaults = ReadonlyMap<string, readonly MapEntry[]>;

/** Reads `module_defaults`; what stands nearer wins, param by param. */
export function readModuleDefaults(above: ModuleDefaults, node: SourceNode, parser: Parser): ModuleDefaults {
  const { reader, modules } = parser;
  const found = new Map(above);
  for (const { key, keyPlace, value } of reader.map(node, 'module_defaults')?.entries ?? []) {
    const name = moduleName(key);
    if (key.startsWith('group/')) {
      reader.problem(
        keyPlace,
        'playbook/unsupported',
        'groups of modules are not known here',
        'Name each module.',
      );
    } else if (modules.get(name) === undefined) {
      reader.problem(
        keyPlace,
        'module/unknown',
        `there is no module "${key}".${didYouMean(name, modules.names())}`,
      );
    }
    const entries = reader.map(value, key)?.entries ?? [];
    found.set(name, merged(found.get(name) ?? [], entries));
  }
  return found;
}

/** The params of a task over the defaults of its module. */
export function withDefaults(node: MapNode, defaults: readonly MapEntry[] | undefined): MapNode {
  return defaults === undefined ? node : { ...node, entries: merged(defaults, node.entries) };
}

function merged(weak: readonly MapEntry[], strong: readonly MapEntry[]): readonly MapEntry[] {
  const own = new Set(strong.map(({ key }) => key));
  return [...weak.filter(({ key }) => !own.has(key)), ...strong];
}
