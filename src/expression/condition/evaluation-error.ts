import {
  type ASTNode,
  TypeError as CelTypeError,
  type ErrorLocation,
  EvaluationError,
} from '@marcbachmann/cel-js';
import { GorunError } from '../../errors/gorun-error.ts';
import type { Json } from '../../json.ts';
import { errorAt } from '../../source/error-at.ts';
import type { ScalarNode } from '../../source/node.ts';
import { ownValue } from '../own-value.ts';
import type { Scope } from '../types.ts';
import { missingKey, undefinedName } from '../undefined-name.ts';
import { childrenOf } from './children.ts';
import { ownNames } from './environment.ts';
import { functionError } from './function-error.ts';
import { variableName } from './type-names.ts';

/** What went wrong while a condition was evaluated, at its place in the file. */
export function evaluationError(node: ScalarNode, scope: Scope, cause: unknown, ast: ASTNode): GorunError {
  if (cause instanceof GorunError) return cause;
  if (!(cause instanceof EvaluationError) && !(cause instanceof CelTypeError)) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return errorAt(node.place, 'expression/helper', `${message}.`, undefined, cause);
  }
  const place = node.placeOf(cause.range?.start ?? 0);
  const own = functionError(cause);
  if (own !== undefined) {
    const code = own === 'missing' ? 'expression/undefined-name' : 'expression/helper';
    const exact = cause.range === undefined ? versionComparison(ast)?.start : startOfCall(cause.node);
    const at = exact === undefined ? place : node.placeOf(exact);
    return errorAt(at, code, `${cause.summary.replace(/[.]$/, '')}.`, undefined, cause);
  }
  const absent = cause.code === 'unknown_variable' || cause.code === 'no_such_key';
  const at = cause.node !== undefined && isAst(cause.node) ? cause.node : undefined;
  if (absent && at?.op === 'id') return undefinedName(place, variableName(at.args), scope.names());
  const path = absent && at !== undefined ? pathOf(at) : undefined;
  if (path !== undefined) return lacking(node, scope, path);
  const message = `The condition cannot be decided: ${plainWords(cause.summary)}.`;
  return errorAt(place, 'expression/condition-type', message, fixFor(cause.summary), cause);
}

function lacking(node: ScalarNode, scope: Scope, path: readonly Key[]): GorunError {
  const [root, ...keys] = path;
  let value: Json | undefined = scope.get(root?.key ?? '');
  const way = [root?.key ?? ''];
  for (const { key, at } of keys) {
    const next = ownValue(value, key);
    if (next === undefined) return missingKey(node.placeOf(at), way.join('.'), key, value);
    value = next;
    way.push(key);
  }
  return errorAt(
    node.placeOf(root?.at ?? 0),
    'expression/undefined-name',
    `${way.join('.')} does not exist.`,
  );
}

/** A method's name, behind what it is called on. */
function startOfCall(node: ErrorLocation | undefined): number | undefined {
  if (node === undefined || !isAst(node) || node.op !== 'rcall') return node?.start;
  const [name, receiver] = node.args;
  return node.input.indexOf(name, receiver.end);
}

/** The library says no place for operators: ours are those between a version and a text. */
function versionComparison(ast: ASTNode): ASTNode | undefined {
  const comparing = ['==', '!=', '<', '<=', '>', '>='].includes(ast.op);
  const own =
    comparing &&
    childrenOf(ast).some(({ op, args }) => op === 'call' && /^(?:goVersion|semver)$/.test(args[0]));
  if (own) return ast;
  for (const child of childrenOf(ast)) {
    const found = versionComparison(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A name or key in a condition, and where it stands there. */
interface Key {
  readonly key: string;
  readonly at: number;
}

/** `a` and `b` of `a.b`; undefined where some part is computed. */
function pathOf(node: ASTNode): readonly Key[] | undefined {
  if (node.op === 'id') return [{ key: variableName(node.args), at: node.start }];
  if (node.op === '.') {
    const owner = pathOf(node.args[0]);
    return owner === undefined ? undefined : [...owner, { key: node.args[1], at: node.pos }];
  }
  if (node.op === '[]' && node.args[1].op === 'value') {
    const owner = pathOf(node.args[0]);
    return owner === undefined
      ? undefined
      : [...owner, { key: String(node.args[1].args), at: node.args[1].start }];
  }
  return undefined;
}

function isAst(node: { readonly op?: unknown }): node is ASTNode {
  return typeof node.op === 'string' && 'args' in node;
}

const typeWords: Readonly<Record<string, string>> = {
  double: 'number',
  int: 'number',
  uint: 'number',
  string: 'text',
  bool: 'true or false',
  null: 'null',
  null_type: 'null',
};

/** The library's words without its names for types that nobody writes here. */
export function plainWords(summary: string): string {
  const simple = summary
    .replaceAll(ownNames.matches, 'matches')
    .replaceAll(ownNames.bool, 'bool')
    .replace(/\bdyn<([\w.]+(?:<[^<>]*>)?)>/g, '$1')
    .replace(/\b(list|map)<[^<>]*>/g, '$1')
    .replace(
      /^no such overload: (\S+) (\S+) (\S+)$/,
      (_, left: string, sign: string, right: string) =>
        `${sign} does not work between ${typeWords[left] ?? left} and ${typeWords[right] ?? right}`,
    )
    .replace(
      /^no such overload: ([!-])(\S+)$/,
      (_, sign: string, type: string) => `${sign} does not work on ${typeWords[type] ?? type}`,
    )
    .replace(/^found no matching overload for '([\w.]+)\((.*)\)'$/, '$1(…) does not take ($2)')
    .replace(/^No such key: (index out of bounds)/, '$1')
    .replace(/\bdyn\b/g, 'any value')
    .replace(/\b(double|int|uint|null_type|bool)\b(?!\()/g, (word) => typeWords[word] ?? word);
  return simple.replace(/\.$/, '');
}

function fixFor(summary: string): string | undefined {
  if (/goVersion\(/.test(summary))
    return 'goVersion takes a text; guard a missing one: default(x, "0") or x != null && ….';
  if (/string/.test(summary) && /double|int/.test(summary)) {
    return 'Make both of one kind: int(x) or double(x) of a text, string(x) of a number.';
  }
  return undefined;
}
