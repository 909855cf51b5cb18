import type { ASTNode } from '@marcbachmann/cel-js';
import { childrenOf } from './children.ts';
import { typeNames, variableName } from './type-names.ts';

/** A name at the root of a condition's expressions. */
export interface NameInCondition {
  readonly name: string;
  readonly start: number;
  /** Inside of `defined(…)`, or the first argument of `default(…)`. */
  readonly optional: boolean;
}

/** Macros whose first argument names a variable of their own. */
const binding = ['all', 'exists', 'exists_one', 'map', 'filter'];

/** Names of CEL itself, not of variables. */
const builtIn = new Set([...typeNames, 'null_type', 'optional', 'cel']);

/** The variables that a condition reads, in the order in which they stand there. */
export function namesOf(node: ASTNode): readonly NameInCondition[] {
  const found: NameInCondition[] = [];
  walk(node, new Set(), false, found);
  return found;
}

/** Says whether some function or method of that name is called. */
export function calls(node: ASTNode, name: string): boolean {
  if ((node.op === 'call' || node.op === 'rcall') && node.args[0] === name) return true;
  return childrenOf(node).some((child) => calls(child, name));
}

function walk(node: ASTNode, bound: ReadonlySet<string>, optional: boolean, found: NameInCondition[]): void {
  if (node.op === 'id') {
    if (!bound.has(node.args) && !builtIn.has(node.args))
      found.push({ name: variableName(node.args), start: node.start, optional });
    return;
  }
  if (node.op === 'rcall') {
    const [method, receiver, args] = node.args;
    walk(receiver, bound, optional, found);
    const binds =
      binding.includes(method) || (method === 'bind' && receiver.op === 'id' && receiver.args === 'cel');
    const [first] = args;
    const own = binds && first?.op === 'id' ? new Set([...bound, first.args]) : bound;
    for (const arg of own === bound ? args : args.slice(1)) walk(arg, own, optional, found);
    return;
  }
  if (node.op === 'call') {
    const [name, args] = node.args;
    for (const [index, arg] of args.entries()) {
      walk(arg, bound, optional || (index === 0 && (name === 'defined' || name === 'default')), found);
    }
    return;
  }
  for (const child of childrenOf(node)) walk(child, bound, optional, found);
}
