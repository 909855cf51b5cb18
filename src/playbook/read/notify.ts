import type { Renderable } from '../../expression/types.ts';
import type { SourceNode } from '../../source/node.ts';
import type { Parser } from './parser.ts';

/** Reads `notify`: names of handlers, or templates that yield one name or a list of them. */
export function readNotify(node: SourceNode, parser: Parser): Renderable[] {
  const nodes = node.kind === 'list' ? node.items : [node];
  return nodes.flatMap((each): Renderable[] => {
    const text = parser.reader.text(each, 'notify');
    if (text === undefined) return [];
    if (text.includes('{{')) return [parser.template(each)];
    return text
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map((name) => {
        parser.notified.push({ name, place: each.place });
        return parser.constant(name, each.place);
      });
  });
}
