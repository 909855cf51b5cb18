import { didYouMean } from '../../errors/suggest.ts';
import type { Json } from '../../json.ts';
import { errorAt } from '../../source/error-at.ts';
import type { CompileContext } from './compile-context.ts';
import type { Evaluate } from './frame.ts';
import { helpers } from './helpers/all.ts';
import { HelperProblem } from './helpers/declaration.ts';
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
    return compileCall(expression.path, expression.params, expression.hash, context, options);
  }
  throw context.wrong(expression.loc, 'This is not understood in a template.');
}

/** Compiles `helper argument argument`. Throws GorunError. */
export function compileCall(
  called: hbs.AST.Expression,
  params: readonly hbs.AST.Expression[],
  hash: hbs.AST.Hash | undefined,
  context: CompileContext,
  options: PathOptions,
): Evaluate {
  const name = isPath(called) ? called.original : 'A value';
  const helper = helpers.get(name);
  if (helper === undefined) {
    const message = `${name} is not a helper, so nothing can follow it.${didYouMean(name, helpers.keys())}`;
    throw context.wrong(called.loc, message, `The helpers are ${[...helpers.keys()].join(', ')}.`);
  }
  const [fewest, most] = helper.arity;
  if (hash !== undefined || params.length < fewest || params.length > most) {
    throw context.wrong(called.loc, `${name} is given what it does not take.`, `Write {{ ${helper.form} }}.`);
  }
  const args = params.map((param, index) => {
    const optional = helper.optional === 'first' && index === 0;
    return compileExpression(param, context, { ...options, optional });
  });
  const place = context.place(called.loc);
  return (frame) => {
    try {
      return helper.run(args.map((arg) => arg(frame)));
    } catch (cause) {
      if (!(cause instanceof HelperProblem)) throw cause;
      throw errorAt(place, 'expression/helper', `${name}: ${cause.message}.`, undefined, cause);
    }
  };
}

/** Wrapped, because null and undefined are literals too. */
function literalOf(expression: hbs.AST.Expression): { readonly value: Json } | undefined {
  if (expression.type === 'NullLiteral' || expression.type === 'UndefinedLiteral') return { value: null };
  const isLiteral = ['StringLiteral', 'NumberLiteral', 'BooleanLiteral'].includes(expression.type);
  if (!isLiteral || !('value' in expression)) return undefined;
  const { value } = expression;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? { value }
    : undefined;
}

function isPath(expression: hbs.AST.Expression): expression is hbs.AST.PathExpression {
  return expression.type === 'PathExpression';
}

function isCall(expression: hbs.AST.Expression): expression is hbs.AST.SubExpression {
  return expression.type === 'SubExpression';
}
