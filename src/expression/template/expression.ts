import type { Json } from '../../json.ts';
import { compileCall } from './call.ts';
import type { CompileContext } from './compile-context.ts';
import type { Evaluate } from './frame.ts';
import { compilePath, type PathOptions } from './path.ts';

/** Compiles what stands between the braces: a literal, a path, or a helper with its arguments. Throws GorunError. */
export function compileExpression(
  expression: hbs.AST.Expression,
  context: CompileContext,
  options: PathOptions,
): Evaluate {
  const literal = literalOf(expression);
  if (literal !== undefined) return () => literal.value;
  if (isPath(expression)) return compilePath(expression, context, options);
  if (isCall(expression)) {
    return compileCall(expression, context, options);
  }
  throw context.wrong(expression.loc, 'This is not understood in a template.');
}

/** A literal's value; wrapped, because null and undefined are literals too. */
export function literalOf(expression: hbs.AST.Expression): { readonly value: Json } | undefined {
  if (expression.type === 'NullLiteral' || expression.type === 'UndefinedLiteral') return { value: null };
  const isLiteral = ['StringLiteral', 'NumberLiteral', 'BooleanLiteral'].includes(expression.type);
  if (!isLiteral || !('value' in expression)) return undefined;
  const { value } = expression;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? { value }
    : undefined;
}

/** Says whether an expression is a path of names. */
export function isPath(expression: hbs.AST.Expression): expression is hbs.AST.PathExpression {
  return expression.type === 'PathExpression';
}

/** Says whether an expression is a helper with its arguments, in parentheses. */
export function isCall(expression: hbs.AST.Expression): expression is hbs.AST.SubExpression {
  return expression.type === 'SubExpression';
}
