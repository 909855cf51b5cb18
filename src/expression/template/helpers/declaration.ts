import { isJsonObject, type Json } from '../../../json.ts';

/** A helper of templates: `{{ name argument argument }}`. */
export interface Helper {
  /** How it is written, e.g. `default value fallback`; the reference shows it. */
  readonly form: string;
  readonly summary: string;
  /** Smallest and largest number of arguments. */
  readonly arity: readonly [number, number];
  /** Arguments that may be missing variables (they are then undefined). Other helpers never see undefined. */
  readonly optional?: 'first';
  readonly run: (args: readonly (Json | undefined)[]) => Json;
}

/** A helper was given what it cannot work with; the template's place is added by who calls it. */
export class HelperProblem extends Error {}

/** A value in words for a message. */
export function kindOf(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (isJsonObject(value)) return 'a mapping';
  return typeof value === 'string' ? 'a text' : `the ${typeof value} ${value}`;
}

/** A text, or a number or boolean as text. Throws HelperProblem. */
export function text(value: Json | undefined, what: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new HelperProblem(`${what} must be a text, not ${kindOf(value)}`);
}

/** A list. Throws HelperProblem. */
export function list(value: Json | undefined, what: string): readonly Json[] {
  if (Array.isArray(value)) return value;
  throw new HelperProblem(`${what} must be a list, not ${kindOf(value)}`);
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
