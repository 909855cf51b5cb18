import type { ASTNode } from '@marcbachmann/cel-js';
import { ownNames } from './environment.ts';
import { variableName } from './type-names.ts';

/** How a part of a condition is written. */
export function written(node: ASTNode): string {
  if (node.op === 'id') return variableName(node.args);
  const text = node.input.slice(node.start, node.end);
  return Object.entries(ownNames).reduce((all, [name, ours]) => all.replaceAll(ours, name), text);
}
