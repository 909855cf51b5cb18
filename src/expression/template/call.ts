import { didYouMean } from '../../errors/suggest.ts';
import type { Json } from '../../json.ts';
import { errorAt } from '../../source/error-at.ts';
import type { Place } from '../../source/file.ts';
import { absentHelpers } from './absent-helpers.ts';
import type { CompileContext } from './compile-context.ts';
import { compileExpression, isCall, isPath, literalOf } from './expression.ts';
import type { Evaluate, Frame } from './frame.ts';
import { helpers } from './helpers/all.ts';
import { whatOf } from './helpers/apply.ts';
import { formOf, type Helper, HelperProblem, MissingOutside, MissingValue } from './helpers/declaration.ts';
import type { Kind, Parameter } from './helpers/parameters.ts';
import type { PathOptions } from './path.ts';
import { tainting } from './tainting.ts';

/** A helper with its arguments, as `{{ … }}` or in parentheses. */
export interface Called {
  readonly path: hbs.AST.Expression;
  readonly params: readonly hbs.AST.Expression[];
  /** Handlebars' types say that it is always there; it is where an option was written. */
  readonly hash?: hbs.AST.Hash;
}

type ReadArgument = (frame: Frame) => unknown;

/** Compiles `helper argument argument option=value`. Throws GorunError. */
export function compileCall(
  { path, params, hash }: Called,
  context: CompileContext,
  options: PathOptions,
): Evaluate {
  const helper = helperOf(path, context);
  checkCount(helper, path, params, context);
  const reads = helper.takes.map((parameter, index): ReadArgument => {
    const what = whatOf(helper, index);
    if (!parameter.rest) return argument(helper, parameter, params[index], what, context, options);
    // Each of the rest is read alone, so that an error has its place.
    const each = {
      ...parameter,
      rest: false,
      optional: false,
      read: (value: Json | undefined) => first(parameter.read([value ?? null], what)),
    };
    const all = params
      .slice(index)
      .map((param, further) =>
        argument(helper, each, param, whatOf(helper, index + further), context, options),
      );
    return (frame) => all.map((read) => read(frame));
  });
  const named = namedArguments(helper, hash, context, options);
  const place = context.place(path.loc);
  const isOptional = options.optional;
  const run = (frame: Frame): Json => {
    const args = reads.map((read) => read(frame));
    const given: Record<string, unknown> = {};
    for (const [name, read] of named) given[name] = read(frame);
    return helper.run(args, given, { scope: frame.scope, place });
  };
  return (frame) => {
    try {
      return tainting(frame, run);
    } catch (cause) {
      if (isOptional && cause instanceof MissingValue) return undefined;
      throw cause instanceof HelperProblem ? problemAt(place, helper, cause) : cause;
    }
  };
}

function first(values: unknown): unknown {
  return Array.isArray(values) ? values[0] : undefined;
}

function problemAt(place: Place, helper: Helper, cause: HelperProblem) {
  const { message } = cause;
  const end = /[?.]$/.test(message) ? '' : '.';
  const isMissing = cause instanceof MissingValue;
  const code =
    isMissing && !(cause instanceof MissingOutside) ? 'expression/undefined-name' : 'expression/helper';
  const fix = isMissing
    ? `Where it may be missing: {{ default (${helper.name} …) fallback }}.`
    : `Write {{ ${formOf(helper)} }}.`;
  return errorAt(place, code, `${helper.name}: ${message}${end}`, fix, cause);
}

function helperOf(path: hbs.AST.Expression, context: CompileContext): Helper {
  const name = isPath(path) ? path.original : 'A value';
  const helper = helpers.get(name);
  if (helper !== undefined) return helper;
  const absent = Object.hasOwn(absentHelpers, name) ? absentHelpers[name] : undefined;
  const message = `${name} is not a helper, so nothing can follow it.${absent === undefined ? didYouMean(name, helpers.keys()) : ''}`;
  throw errorAt(context.place(path.loc), 'expression/unknown-helper', message, absent);
}

function checkCount(
  helper: Helper,
  path: hbs.AST.Expression,
  params: readonly hbs.AST.Expression[],
  context: CompileContext,
): void {
  const fewest = helper.takes.filter(({ optional }) => !optional).length;
  const most = helper.takes.some(({ rest }) => rest) ? Number.POSITIVE_INFINITY : helper.takes.length;
  if (params.length >= fewest && params.length <= most) return;
  const tooMany = params[most];
  const missing = helper.takes[params.length];
  const message =
    tooMany === undefined
      ? `${helper.name} is given too little: ${missing?.name} is missing.`
      : `${helper.name} is given more than the ${most} it takes.`;
  const place = context.place((tooMany ?? path).loc);
  throw errorAt(place, 'expression/template-syntax', message, `Write {{ ${formOf(helper)} }}.`);
}

function argument(
  helper: Helper,
  parameter: Parameter<unknown>,
  given: hbs.AST.Expression | undefined,
  what: string,
  context: CompileContext,
  options: PathOptions,
): ReadArgument {
  if (given === undefined) {
    const none = parameter.read(undefined, what);
    return () => none;
  }
  const place = context.place(given.loc);
  const read = (value: Json | undefined): unknown => {
    try {
      return parameter.read(value, what);
    } catch (cause) {
      throw cause instanceof HelperProblem ? problemAt(place, helper, cause) : cause;
    }
  };
  const literal = literalOf(given);
  if (literal !== undefined) {
    const constant = parameter.lazy ? () => literal.value : read(literal.value);
    return () => constant;
  }
  const evaluate = compileExpression(given, context, { ...options, optional: parameter.maybeMissing });
  const value = (frame: Frame): Json | undefined => {
    const result = evaluate({ ...frame, given: undefined });
    if (result !== undefined) frame.given?.push(result);
    return result;
  };
  if (parameter.lazy) return (frame) => () => value(frame) ?? null;
  const inner = isCall(given) && isPath(given.path) ? helpers.get(given.path.original) : undefined;
  if (inner !== undefined && !fits(inner.gives, parameter.kind)) {
    const problem = new HelperProblem(
      `${what} must be ${words[parameter.kind]}, and ${inner.name} gives ${words[inner.gives]}`,
    );
    throw problemAt(place, helper, problem);
  }
  return (frame) => read(value(frame));
}

function namedArguments(
  helper: Helper,
  hash: hbs.AST.Hash | undefined,
  context: CompileContext,
  options: PathOptions,
): readonly (readonly [string, ReadArgument])[] {
  return (hash?.pairs ?? []).map(({ key, value, loc }) => {
    const parameter = Object.hasOwn(helper.options, key) ? helper.options[key] : undefined;
    if (parameter === undefined) {
      const known = Object.keys(helper.options);
      const message = `${helper.name} has no option "${key}".${didYouMean(key, known)}`;
      throw errorAt(
        context.place(loc),
        'expression/template-syntax',
        message,
        `Write {{ ${formOf(helper)} }}.`,
      );
    }
    return [key, argument(helper, parameter, value, key, context, options)] as const;
  });
}

const words: Readonly<Record<Kind, string>> = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  list: 'a list',
  mapping: 'a mapping',
  any: 'any value',
};

/** Numbers and booleans stand for texts; nothing else stands for another kind. */
function fits(given: Kind, wanted: Kind): boolean {
  if (given === 'any' || wanted === 'any' || given === wanted) return true;
  return wanted === 'text' && (given === 'number' || given === 'boolean');
}
