import type { ASTNode } from '@marcbachmann/cel-js';
import { childrenOf } from './children.ts';

/** CEL's names for types. People have variables of these names, and mean those, except beside `type(x)`. */
export const typeNames: ReadonlySet<string> = new Set(
  'bool int uint double string bytes list map type'.split(' '),
);

/** Of the same length, so that positions stay true. */
const aliases = new Map([...typeNames].map((name) => [`_${name.slice(1)}`, name]));

/** The variable that an identifier stands for. */
export function variableName(identifier: string): string {
  return aliases.get(identifier) ?? identifier;
}

/** The text with variables that have the name of a type under an alias; undefined where it has none. */
export function withAliases(text: string, ast: ASTNode): string | undefined {
  let aliased = text;
  for (const { start, end } of variablesNamedAsTypes(ast))
    aliased = `${aliased.slice(0, start)}_${aliased.slice(start + 1, end)}${aliased.slice(end)}`;
  return aliased === text ? undefined : aliased;
}

function variablesNamedAsTypes(node: ASTNode): readonly ASTNode[] {
  if (node.op === 'id') return typeNames.has(node.args) ? [node] : [];
  const comparing = node.op === '==' || node.op === '!=' || node.op === 'in';
  if (comparing && node.args.some(asksForType)) {
    return node.args.filter(asksForType).flatMap((side) => childrenOf(side).flatMap(variablesNamedAsTypes));
  }
  return childrenOf(node).flatMap(variablesNamedAsTypes);
}

function asksForType(node: ASTNode): boolean {
  return node.op === 'call' && node.args[0] === 'type';
}
