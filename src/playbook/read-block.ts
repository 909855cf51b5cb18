import type { MapNode, SourceNode } from '../source/node.ts';
import { entriesOf, refuseOthers } from './entries.ts';
import { type Inherited, inherit } from './inherited.ts';
import type { Parser } from './parser.ts';
import { readTask } from './read-task.ts';
import type { Block, Node } from './types.ts';

/** Reads a list of tasks and blocks. */
export function readNodes(
  list: SourceNode | undefined,
  key: string,
  id: string,
  above: Inherited,
  parser: Parser,
): Node[] {
  if (list === undefined) return [];
  return (parser.reader.list(list, key)?.items ?? []).flatMap((node, index): Node[] => {
    const own = `${id}.${key}.${index}`;
    const read = isBlock(node)
      ? readBlock(node, own, above, parser)
      : readTask(node, own, above, 'task', parser);
    return read === undefined ? [] : [read];
  });
}

/** Anything with one of a block's own sections is meant as a block, so that a misspelt `block:` is answered well. */
function isBlock(node: SourceNode): node is MapNode {
  return node.kind === 'map' && node.entries.some(({ key }) => /^(block|rescue|always)$/.test(key));
}

function readBlock(node: MapNode, id: string, above: Inherited, parser: Parser): Block {
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
  const inRescue = { ...own, inRescue: true };
  return {
    kind: 'block',
    position: node.place.position,
    id,
    name: name && reader.text(name, 'name'),
    tasks: readNodes(value('block'), 'block', id, own, parser),
    rescue: readNodes(rescueNode, 'rescue', id, inRescue, parser),
    always: readNodes(value('always'), 'always', id, own, parser),
    resolved: resolved === undefined ? false : reader.boolean(resolved, 'resolved'),
  };
}
