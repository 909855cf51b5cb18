import { dirname } from 'node:path';
import type { LoadedModule } from '../../module/contract.ts';
import type { MapNode } from '../../source/node.ts';
import { variableFolders } from '../variable-folders.ts';
import type { Where } from './inherited.ts';
import type { Parser } from './parser.ts';

/** Notes the variables that a task's module sets, as far as they can be known before the run. */
export function defineNames(
  params: MapNode,
  defines: LoadedModule['definition']['defines'],
  where: Where,
  parser: Parser,
): void {
  if (defines === undefined) return;
  if (defines === 'params') for (const { key } of params.entries) parser.define(key);
  else if (defines === 'unknown') parser.openEnded = true;
  else if (!('file' in defines)) for (const name of defines) parser.define(name);
  else {
    const under = defines.under === undefined ? undefined : literal(params, defines.under);
    const file = literal(params, defines.file);
    const path = file === undefined ? undefined : parser.files.find(foldersOf(where), file);
    if (under !== undefined) parser.define(under);
    else if (path !== undefined) parser.variableFiles.add(path);
    // A template, a folder, or a file that the run makes.
    else parser.openEnded = true;
  }
}

function foldersOf({ chain, folder, role }: Where): readonly string[] {
  const [playbook] = chain;
  return variableFolders(playbook === undefined ? folder : dirname(playbook), role?.path);
}

function literal({ entries }: MapNode, name: string): string | undefined {
  const value = entries.find(({ key }) => key === name)?.value;
  return value?.kind === 'scalar' && typeof value.value === 'string' && !value.value.includes('{{')
    ? value.value
    : undefined;
}

/** Notes what stands in the files that the run is going to read. */
export async function defineNamesInFiles(parser: Parser): Promise<void> {
  for (const path of parser.variableFiles) {
    try {
      const root = await parser.files.read(path);
      if (root?.kind === 'map') for (const { key } of root.entries) parser.define(key);
    } catch {
      // The run may never come there, or have made another of it: the task itself tells what is wrong.
      parser.openEnded = true;
      parser.sureUses.clear();
    }
  }
}
