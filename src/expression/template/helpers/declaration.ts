import { isJsonObject, type Json, type JsonObject } from '../../../json.ts';
import type { Place } from '../../../source/file.ts';
import type { Scope } from '../../types.ts';
import type { Kind, Parameter } from './parameters.ts';

/** Where a helper is called, for the few that need more than their arguments. */
export interface Call {
  readonly scope: Scope;
  readonly place: Place;
}

/** What a template gives; a test renders it. */
export interface HelperExample {
  readonly template: string;
  readonly gives: Json;
  readonly variables?: JsonObject;
}

/** A helper of templates: `{{ name argument argument option=value }}`. */
export interface Helper {
  readonly name: string;
  readonly doc: string;
  readonly takes: readonly Parameter<unknown>[];
  /** Named arguments, all of them optional. */
  readonly options: Readonly<Record<string, Parameter<unknown>>>;
  readonly gives: Kind;
  readonly example: HelperExample;
  /** Not a function of conditions: CEL has its own form, or the helper needs to know where it stands. */
  readonly templatesOnly: boolean;
  /** `args` are as the parameters read them. Throws HelperProblem, MissingValue. */
  readonly run: (args: readonly unknown[], options: Readonly<Record<string, unknown>>, call: Call) => Json;
}

type Read<P extends readonly Parameter<unknown>[]> = {
  readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never;
};

type ReadOptions<O> = { readonly [K in keyof O]: O[K] extends Parameter<infer T> ? T | undefined : never };

interface Declaration<P extends readonly Parameter<unknown>[], O> {
  readonly name: string;
  readonly doc: string;
  readonly takes: P;
  readonly options?: O;
  readonly gives: Kind;
  readonly example: readonly [template: string, gives: Json, variables?: JsonObject];
  readonly templatesOnly?: true;
  readonly run: (args: Read<P>, options: ReadOptions<O>, call: Call) => Json;
}

/** Declares a helper: what `run` is given has the types that its parameters read. */
export function helper<
  const P extends readonly Parameter<unknown>[],
  const O extends Readonly<Record<string, Parameter<unknown>>> = Readonly<Record<never, never>>,
>(declared: Declaration<P, O>): Helper {
  const { name, doc, takes, gives, run } = declared;
  const [template, result, variables] = declared.example;
  return {
    name,
    doc,
    takes,
    options: declared.options ?? {},
    gives,
    example: { template, gives: result, ...(variables === undefined ? {} : { variables }) },
    templatesOnly: declared.templatesOnly ?? false,
    // The parameters have read the arguments before: that is what makes them of these types.
    run: (args, options, call) => run(args as Read<P>, options as ReadOptions<O>, call),
  };
}

/** How a helper is written, e.g. `join list [separator]`. */
export function formOf({ name, takes, options }: Helper): string {
  const words = takes.map((one) => {
    if (one.rest) return `${one.name} …`;
    return one.optional ? `[${one.name}]` : one.name;
  });
  const named = Object.entries(options).map(([key, one]) => `[${key}=${one.kind}]`);
  return [name, ...words, ...named].join(' ');
}

/** A helper was given what it cannot work with; the template's place is added by who calls it. */
export class HelperProblem extends Error {}

/** What a helper was to find is not there; `default` and `defined` take that for an answer. */
export class MissingValue extends HelperProblem {}

/** It is missing outside of the variables: in the environment, among the files. */
export class MissingOutside extends MissingValue {}

/** A value in words for a message. */
export function kindOf(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (isJsonObject(value)) return 'a mapping';
  return typeof value === 'string' ? 'a text' : `the ${typeof value} ${value}`;
}

/** What a value looks like inside of a text: texts as they are, nothing for null, the rest as JSON. */
export function shownInText(value: Json): string {
  if (typeof value === 'string') return value;
  return value === null ? '' : JSON.stringify(value);
}

/** Handlebars' own idea of true: not false, null, 0, an empty text or an empty list. */
export function truthy(value: Json | undefined): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
