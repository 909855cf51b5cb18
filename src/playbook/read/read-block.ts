import type { MapNode, SourceNode } from '../../source/node.ts';
import type { Block, Node } from '../types.ts';
import { entriesOf, refuseOthers } from './entries.ts';
import { type Inherited, inherit } from './inherited.ts';
import type { Parser } from './parser.ts';
import { includeEntry, readInclude } from './read-include.ts';
import { isMeta, readMeta, refuseMeta } from './read-meta.ts';
import { readTask } from './read-task.ts';

/** Reads a list of tasks, blocks, includes; of handlers no blocks. */
export async function readNodes(
  list: SourceNode | undefined,
  key: string,
  id: string,
  above: Inherited,
  home: 'task' | 'handler',
  parser: Parser,
): Promise<Node[]> {
  if (list === undefined) return [];
  const nodes: Node[] = [];
  const wasOpenEnded = parser.openEnded;
  for (const [index, node] of (parser.reader.list(list, key)?.items ?? []).entries())
    nodes.push(...(await readNode(node, `${id}.${key}.${index}`, above, home, parser)));
  // A handler is read after the tasks, and may run between them.
  if (home === 'handler' && parser.openEnded && !wasOpenEnded) parser.sureUses.clear();
  return nodes;
}

async function readNode(
  node: SourceNode,
  id: string,
  above: Inherited,
  home: 'task' | 'handler',
  parser: Parser,
): Promise<readonly Node[]> {
  if (isBlock(node)) {
    if (home === 'task') return [await readBlock(node, id, above, parser)];
    parser.reader.problem(node.place, 'playbook/shape', 'a handler is a task, not a block');
    return [];
  }
  const include = includeEntry(node);
  if (include !== undefined) return readInclude(include, id, above, home, parser);
  if (isMeta(node)) return home === 'task' ? readMeta(node, id, above, parser) : refuseMeta(node, parser);
  return [readTask(node, id, above, home, parser)].filter((task) => task !== undefined);
}

/** Anything with one of a block's own sections is meant as a block, so that a misspelt `block:` is answered well. */
function isBlock(node: SourceNode): node is MapNode {
  return node.kind === 'map' && node.entries.some(({ key }) => /^(block|rescue|always)$/.test(key));
}

async function readBlock(node: MapNode, id: string, above: Inherited, parser: Parser): Promise<Block> {
  const { reader } = parser;
  const entries = entriesOf(node, 'block', reader);
  refuseOthers(entries, 'block', reader);
  const value = (name: 'name' | 'block' | 'rescue' | 'always' | 'resolved') =>
    entries.keywords.get(name)?.value;
  if (value('block') === undefined) {
    reader.problem(
      node.place,
      'playbook/shape',
      'rescue and always stand beside a block',
      'Add "block:" with the tasks.',
    );
  }
  const own = inherit(above, entries, parser);
  const rescueNode = value('rescue');
  const resolved = value('resolved');
  if (resolved !== undefined && rescueNode === undefined) {
    reader.problem(resolved.place, 'playbook/shape', 'resolved says what a rescue means, and there is none');
  }
  const name = value('name');
  return {
    kind: 'block',
    position: node.place.position,
    id,
    name: name && reader.text(name, 'name'),
    tasks: await readNodes(value('block'), 'block', id, own, 'task', parser),
    rescue: await readNodes(rescueNode, 'rescue', id, { ...own, section: 'rescue' }, 'task', parser),
    always: await readNodes(value('always'), 'always', id, { ...own, section: 'always' }, 'task', parser),
    resolved: resolved === undefined ? false : reader.boolean(resolved, 'resolved'),
  };
}
