import { SourceFile } from './file.ts';
import type { ScalarNode } from './node.ts';

/** A text that stands in no file (of a command line, a rendered value) as a node. */
export function textNode(text: string, file = '<text>'): ScalarNode {
  const source = new SourceFile(file, text);
  return {
    kind: 'scalar',
    place: source.place(0),
    value: text,
    written: text,
    quoted: true,
    placeOf: (index) => source.place(index),
  };
}
