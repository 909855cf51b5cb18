import type { GorunError } from '../errors/gorun-error.ts';
import { compileTree } from '../expression/compile-tree.ts';
import type { Variable } from '../expression/types.ts';
import { isJsonObject, type Json } from '../json.ts';
import type { Place } from '../source/file.ts';
import type { SourceNode } from '../source/node.ts';

/** A value of an inventory as a variable: data, or a template where it holds one. */
export function variableOf(node: SourceNode, problems: GorunError[]): Variable {
  return compileTree(node, (error) => problems.push(error));
}

/** A value that comes from one line of an INI file as a node, all of it at that place. */
export function nodeAt(value: Json, place: Place): SourceNode {
  if (Array.isArray(value))
    return { kind: 'list', place, items: value.map((item: Json) => nodeAt(item, place)) };
  if (isJsonObject(value)) {
    const entries = Object.entries(value).map(([key, item]) => ({
      key,
      keyPlace: place,
      value: nodeAt(item, place),
    }));
    return { kind: 'map', place, entries };
  }
  const plain = typeof value === 'object' ? null : value;
  return { kind: 'scalar', place, value: plain, written: String(plain), quoted: true, placeOf: () => place };
}
