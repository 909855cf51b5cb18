import { extname } from 'node:path';
import type { Position } from '../position.ts';
import { errorAt } from '../source/error-at.ts';
import { parseYaml } from '../source/parse-yaml.ts';
import { readText } from '../source/read-text.ts';
import type { InventorySource } from './find.ts';
import { readIni } from './ini.ts';
import type { RawInventory } from './raw.ts';
import { nodeAt, variableOf } from './variables.ts';
import type { Findings } from './vars-files.ts';
import { readYamlInventory } from './yaml.ts';

/** Reads one source into `raw`. What is wrong in it is found all at once; throws GorunError for a file that cannot be read. */
export async function readSource(
  source: InventorySource,
  raw: RawInventory,
  { problems }: Findings,
): Promise<void> {
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
