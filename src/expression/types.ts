import type { Json } from '../json.ts';
import type { Position } from '../position.ts';

/**
 * Something that becomes a JSON value once the variables are known: a template, or a tree with templates in it.
 * What a host returned is never one: it is plain JSON for ever.
 */
export interface Renderable {
  readonly kind: 'renderable';
  readonly position: Position;
  /** Names at the root of every expression inside, e.g. `go` of `{{ go.version }}`; without helpers and literals. */
  readonly roots: readonly string[];
  /** A single text with templates, as it was written; for people, where it cannot be rendered yet. */
  readonly template?: string;
  /** Renders; throws GorunError `expression/undefined-name` (with position and suggestion) on an unknown name. */
  render(scope: Scope): Json;
}

/** A CEL condition, parsed and, as far as names are known, type-checked. */
export interface Condition {
  readonly text: string;
  readonly position: Position;
  readonly roots: readonly string[];
  /** Evaluates; throws GorunError `expression/condition-type` or `expression/undefined-name`. */
  evaluate(scope: Scope): boolean;
}

/** A variable's value as it stands in a layer of variables: data, or something still to be rendered. */
export type Variable = Json | Renderable;

/** Variables of one origin (inventory group, play vars, facts, -e …). */
export type Layer = Readonly<Record<string, Variable>>;

/** Knows which texts are secret, and takes in those that were made of them. */
export interface Taint {
  readonly isEmpty: boolean;
  /** The parts of a text that are secret, and those between them. */
  split(text: string): { readonly secret: readonly string[]; readonly clear: readonly string[] };
  add(value: Json): void;
}

/** The variables as one host sees them at one moment; renders lazily, finds cycles. */
export interface Scope {
  /** The rendered value, or undefined where no layer has the name. */
  get(name: string): Json | undefined;
  names(): Iterable<string>;
  /** Where it is missing nothing is secret. */
  readonly taint?: Taint | undefined;
  /** A scope with one more layer on top (wins over all below). */
  with(layer: Layer): Scope;
}
