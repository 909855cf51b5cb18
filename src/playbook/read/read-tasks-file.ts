import { dirname, join } from 'node:path';
import type { Place } from '../../source/file.ts';
import { nodeInWords } from '../../source/node.ts';
import type { Included } from '../types.ts';
import { deepestChain } from './files.ts';
import type { Inherited, Where } from './inherited.ts';
import type { Parser } from './parser.ts';
import { readNodes } from './read-block.ts';

/** Whether a file of tasks is one of those that led here. */
export function isAbove(name: string, where: Where, { files }: Parser): boolean {
  const path = files.find(foldersFor(where), name);
  return path !== undefined && where.chain.includes(path);
}

/** Reads the tasks of another file. */
export async function readTasksFile(
  name: string,
  place: Place,
  id: string,
  above: Inherited,
  home: 'task' | 'handler',
  parser: Parser,
): Promise<Included> {
  const { files, reader } = parser;
  const none: Included = { nodes: [], handlers: [] };
  const folders = foldersFor(above.where);
  const path = files.find(folders, name);
  if (path === undefined) {
    const fix = `Looked in ${folders.map((folder) => files.shown(folder)).join(', ')}.`;
    reader.problem(place, 'playbook/no-file', `there is no file "${name}"`, fix);
    return none;
  }
  const { chain } = above.where;
  // While the run goes on a file may include itself, as long as its condition ends it.
  if ((chain.includes(path) && !parser.late) || chain.length >= deepestChain) {
    const way = [...chain.slice(-3), path].map((each) => files.shown(each)).join(' -> ');
    reader.problem(place, 'playbook/cyclic-include', `the files include each other in a circle: ${way}`);
    return none;
  }
  const root = await files.tryRead(path, place, parser.report);
  if (root === undefined) return none;
  if (root.kind !== 'list') {
    const said = `a file of tasks is a list, not ${nodeInWords(root)}`;
    reader.problem(root.place, 'playbook/shape', said, 'Begin each task with "- ".');
    return none;
  }
  const where = { ...above.where, folder: dirname(path), chain: [...chain, path] };
  return { nodes: await readNodes(root, 'file', id, { ...above, where }, home, parser), handlers: [] };
}

/** Beside the file that names it, in the role's tasks, beside the playbook: Ansible's order. */
function foldersFor({ folder, role, chain }: Where): string[] {
  const playbook = chain[0];
  return [
    ...new Set([
      folder,
      ...(role === undefined ? [] : [join(role.path, 'tasks'), role.path]),
      ...(playbook === undefined ? [] : [dirname(playbook)]),
    ]),
  ];
}
