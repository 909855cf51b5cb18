import { helpers } from '../template/helpers/all.ts';
import type { Kind } from '../template/helpers/parameters.ts';
import { type JinjaExpression, NoForm } from './expression.ts';
import { helperCallOf, isWithoutEffect } from './helper-call.ts';

/**
 * What Jinja takes for true of a value that is none of both, as a comparison: `size(x) > 0` for `x | length`.
 * Undefined: the value is true or false already, as far as it can be told.
 */
export function truthOf(expression: JinjaExpression, written: string): string | undefined {
  switch (kindOf(expression)) {
    case 'number':
      return written.startsWith('size(') ? `${written} > 0` : `${written} != 0`;
    case 'text':
      return `${written} != ""`;
    case 'list':
    case 'mapping':
      return `size(${written}) > 0`;
    case 'null or text':
      return `${written} != null`;
    default:
      return undefined;
  }
}

function kindOf(expression: JinjaExpression): Kind | 'null or text' {
  if (expression.kind === 'list') return 'list';
  if (expression.kind === 'dict') return 'mapping';
  if (expression.kind === 'literal') return kindOfLiteral(expression.value);
  if (expression.kind === 'binary')
    return ['+', '-', '*', '/', '//', '%', '**'].includes(expression.sign) ? 'any' : 'boolean';
  if (expression.kind !== 'filter') return 'any';
  const { name, of, args } = expression;
  if (isWithoutEffect(name)) return kindOf(of);
  if (name === 'regex_search') return 'null or text';
  if (name === 'default' || name === 'd') {
    const [fallback] = args.listed;
    return fallback === undefined ? 'text' : kindOf(fallback);
  }
  try {
    return helpers.get(helperCallOf(name, of, args).helper)?.gives ?? 'any';
  } catch (cause) {
    if (cause instanceof NoForm) return 'any';
    throw cause;
  }
}

function kindOfLiteral(value: string | number | boolean | null): Kind {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'any';
}
