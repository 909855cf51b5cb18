import { type ASTNode, type Environment, EvaluationError } from '@marcbachmann/cel-js';
import { GorunError } from '../../errors/gorun-error.ts';
import { functionError } from './function-error.ts';

/** The hooks that the library calls on a macro, as far as they are used here (README, "Custom macros"). */
interface Checker {
  check(node: ASTNode, context: unknown): unknown;
  getType(name: string): unknown;
}

interface Evaluator {
  run(node: ASTNode, context: unknown): unknown;
}

interface MacroCall {
  readonly args: readonly [ASTNode, ASTNode, ASTNode?];
}

/** Adds `defined(x)` and `default(x, y)`, whose first argument may be a name or key that does not exist. */
export function registerAbsence(cel: Environment): void {
  cel.registerFunction('defined(ast): bool', ({ args: [value] }: MacroCall) => ({
    async: false,
    typeCheck: (checker: Checker, _: unknown, context: unknown) => {
      checker.check(value, context);
      return checker.getType('bool');
    },
    evaluate: (evaluator: Evaluator, _: unknown, context: unknown) =>
      valueOrAbsent(evaluator, value, context) !== undefined,
  }));
  const withDefault = ({ args: [value, fallback, alsoEmpty] }: MacroCall) => ({
    async: false,
    typeCheck: (checker: Checker, _: unknown, context: unknown) => {
      for (const part of [value, fallback, alsoEmpty]) if (part !== undefined) checker.check(part, context);
      return checker.getType('dyn');
    },
    evaluate: (evaluator: Evaluator, _: unknown, context: unknown) => {
      const found = valueOrAbsent(evaluator, value, context);
      const empty = alsoEmpty !== undefined && evaluator.run(alsoEmpty, context) === true && isEmpty(found);
      return found === undefined || found === null || empty ? evaluator.run(fallback, context) : found;
    },
  });
  cel.registerFunction('default(ast, ast): dyn', withDefault);
  cel.registerFunction('default(ast, ast, ast): dyn', withDefault);
}

/** As `default value fallback true` in templates: what Handlebars takes for false. */
function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : !value;
}

function valueOrAbsent(evaluator: Evaluator, node: ASTNode, context: unknown): unknown {
  try {
    return evaluator.run(node, context);
  } catch (error) {
    const absent =
      (error instanceof EvaluationError && ['unknown_variable', 'no_such_key'].includes(error.code)) ||
      (error instanceof GorunError && error.code === 'expression/undefined-name') ||
      ['missing', 'outside'].includes(functionError(error) ?? '');
    if (absent) return undefined;
    throw error;
  }
}
