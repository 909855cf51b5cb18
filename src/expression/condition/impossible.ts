import type { ASTNode } from '@marcbachmann/cel-js';
import { childrenOf } from './children.ts';
import { environment } from './environment.ts';
import { variableName } from './type-names.ts';
import { calls, namesOf } from './walk.ts';
import { written } from './written.ts';

/** A part of a condition that has the same answer whatever the variables are. */
export interface Impossible {
  readonly node: ASTNode;
  readonly message: string;
  readonly fix?: string;
}

const comparing = new Set(['==', '!=', '<', '<=', '>', '>=', 'in']);

/** Finds parts that are always true or always false; a bare `true` or `false` is meant so. */
export function impossibleParts(ast: ASTNode): readonly Impossible[] {
  const own = constant(ast) ?? sameSides(ast) ?? exclusive(ast);
  return own === undefined ? childrenOf(ast).flatMap(impossibleParts) : [own];
}

function constant(node: ASTNode): Impossible | undefined {
  if (!comparing.has(node.op) && node.op !== 'call' && node.op !== 'rcall') return undefined;
  // The environment is no constant.
  if (namesOf(node).length > 0 || calls(node, 'env')) return undefined;
  try {
    const value: unknown = environment.parse(node.input.slice(node.start, node.end))();
    return typeof value === 'boolean' ? always(node, value) : undefined;
  } catch {
    return undefined;
  }
}

function sameSides(node: ASTNode): Impossible | undefined {
  if (!comparing.has(node.op) || node.op === 'in' || !isPair(node.args)) return undefined;
  const [left, right] = node.args;
  if (pathOf(left) === undefined || pathOf(left) !== pathOf(right)) return undefined;
  return always(node, ['==', '<=', '>='].includes(node.op));
}

function always(node: ASTNode, value: boolean): Impossible {
  return { node, message: `${written(node)} is always ${value}` };
}

/** `x == "a" && x == "b"` never holds, `x != "a" || x != "b"` always does. */
function exclusive(node: ASTNode): Impossible | undefined {
  if (node.op !== '&&' && node.op !== '||') return undefined;
  const sign = node.op === '&&' ? '==' : '!=';
  const seen = new Map<string, unknown>();
  for (const part of chain(node, node.op)) {
    if (part.op !== sign || !isPair(part.args)) continue;
    const [left, right] = part.args;
    const [path, literal] = right.op === 'value' ? [pathOf(left), right] : [pathOf(right), left];
    if (path === undefined || literal.op !== 'value') continue;
    if (seen.has(path) && seen.get(path) !== literal.args) {
      const message =
        node.op === '&&'
          ? `${path} cannot be two values at once, so this is always false`
          : `${path} always differs from one of the two, so this is always true`;
      return {
        node: part,
        message,
        fix: node.op === '&&' ? 'Write ||, or: x in [a, b].' : 'Write &&, or: !(x in [a, b]).',
      };
    }
    seen.set(path, literal.args);
  }
  return undefined;
}

function chain(node: ASTNode, op: '&&' | '||'): readonly ASTNode[] {
  return node.op === op ? node.args.flatMap((side) => chain(side, op)) : [node];
}

function pathOf(node: ASTNode): string | undefined {
  if (node.op === 'id') return variableName(node.args);
  if (node.op !== '.') return undefined;
  const owner = pathOf(node.args[0]);
  return owner === undefined ? undefined : `${owner}.${node.args[1]}`;
}

function isPair(args: unknown): args is readonly [ASTNode, ASTNode] {
  return Array.isArray(args) && args.length === 2;
}
