import { RE2JS } from 're2js';
import { nearest } from '../../../errors/suggest.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../json.ts';
import { HelperProblem, kindOf } from './declaration.ts';

/** Kinds of values, as far as they are checked before a run. */
export type Kind = 'text' | 'number' | 'boolean' | 'list' | 'mapping' | 'any';

/** An argument of a helper: its name and kind, and how a value is read as one. */
export interface Parameter<T> {
  readonly name: string;
  readonly kind: Kind;
  readonly optional: boolean;
  /** Takes all arguments from here on. */
  readonly rest: boolean;
  /** May be a variable or key that does not exist. */
  readonly maybeMissing: boolean;
  /** Is evaluated only where the helper asks for it. */
  readonly lazy: boolean;
  /** Throws HelperProblem. `what` names the argument in its message. */
  read(value: Json | undefined, what: string): T;
}

type Reader<T> = (value: Json, what: string) => T;

function parameter<T>(name: string, kind: Kind, read: Reader<T>): Parameter<T> {
  return {
    name,
    kind,
    optional: false,
    rest: false,
    maybeMissing: false,
    lazy: false,
    read: (value, what) => {
      if (value === undefined) throw new HelperProblem(`${what} is missing`);
      return read(value, what);
    },
  };
}

function wrong(what: string, wanted: string, value: Json): HelperProblem {
  return new HelperProblem(`${what} must be ${wanted}, not ${kindOf(value)}`);
}

/** A text, or a number or boolean as text. */
export function text(name: string): Parameter<string> {
  return parameter(name, 'text', (value, what) => {
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw wrong(what, 'a text', value);
  });
}

/** A number; a text is none, `int` and `float` make one of it. */
export function number(name: string): Parameter<number> {
  return parameter(name, 'number', (value, what) => {
    if (typeof value === 'number') return value;
    const hint = typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
    const problem = wrong(what, 'a number', value);
    throw hint ? new HelperProblem(`${problem.message}: (int …) or (float …) makes a number of it`) : problem;
  });
}

/** A number without a fraction. */
export function whole(name: string): Parameter<number> {
  const { read } = number(name);
  return parameter(name, 'number', (value, what) => {
    const read_ = read(value, what);
    if (!Number.isSafeInteger(read_)) throw new HelperProblem(`${what} must be a whole number, not ${read_}`);
    return read_;
  });
}

/** True or false. */
export function flag(name: string): Parameter<boolean> {
  return parameter(name, 'boolean', (value, what) => {
    if (typeof value === 'boolean') return value;
    throw wrong(what, 'true or false', value);
  });
}

/** A list. */
export function list(name: string): Parameter<readonly Json[]> {
  return parameter(name, 'list', (value, what) => {
    if (Array.isArray(value)) return value;
    throw wrong(what, 'a list', value);
  });
}

/** A mapping. */
export function mapping(name: string): Parameter<JsonObject> {
  return parameter(name, 'mapping', (value, what) => {
    if (isJsonObject(value)) return value;
    throw wrong(what, 'a mapping', value);
  });
}

/** Any value. */
export function any(name: string): Parameter<Json> {
  return parameter(name, 'any', (value) => value);
}

/** A regular expression of RE2: linear in time, whatever it is. */
export function pattern(name: string): Parameter<RE2JS> {
  return parameter(name, 'text', (value, what) => {
    if (typeof value !== 'string') throw wrong(what, 'a text', value);
    return compilePattern(value);
  });
}

const patterns = new Map<string, RE2JS>();
const mostPatterns = 500;

/** Compiles a pattern of RE2, once. Throws HelperProblem. */
export function compilePattern(source: string): RE2JS {
  const known = patterns.get(source);
  if (known !== undefined) return known;
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(source);
  } catch (cause) {
    throw new HelperProblem(`"${source}" is no regular expression (RE2 syntax)${notInRe2(source)}`, {
      cause,
    });
  }
  if (patterns.size >= mostPatterns) patterns.clear();
  patterns.set(source, compiled);
  return compiled;
}

function notInRe2(source: string): string {
  if (/\(\?<?[=!]/.test(source)) return '; it has no look-ahead and look-behind';
  return /\\[1-9]/.test(source) ? '; it has no references to groups in the pattern' : '';
}

/** One of some words. */
export function oneOf<const W extends string>(name: string, words: readonly W[]): Parameter<W> {
  return parameter(name, 'text', (value, what) => {
    const found = words.find((word) => word === value);
    if (found !== undefined) return found;
    const near = typeof value === 'string' ? nearest(value, words) : undefined;
    const meant = near === undefined ? '' : `. Did you mean "${near}"?`;
    throw new HelperProblem(
      `${what} must be one of ${words.join(', ')}, not ${JSON.stringify(value)}${meant}`,
    );
  });
}

/** It can be left out; it is then undefined. */
export function optional<T>(one: Parameter<T>): Parameter<T | undefined> {
  return {
    ...one,
    optional: true,
    read: (value, what) => (value === undefined ? undefined : one.read(value, what)),
  };
}

/** It takes all arguments from here on, none as well: each is read, and the helper gets a list. */
export function rest<T>(one: Parameter<T>): Parameter<readonly T[]> {
  return {
    ...one,
    optional: true,
    rest: true,
    read: (value, what) => (Array.isArray(value) ? value.map((each: Json) => one.read(each, what)) : []),
  };
}

/** A value that may be missing: a variable or key that does not exist is undefined. */
export function maybe(name: string): Parameter<Json | undefined> {
  return { ...parameter(name, 'any', (value) => value), maybeMissing: true, read: (value) => value };
}

/** A value that is evaluated only where it is asked for. The compiler gives the function; see `expression.ts`. */
export function later(name: string): Parameter<() => Json> {
  return { ...parameter(name, 'any', (value) => () => value), lazy: true };
}
