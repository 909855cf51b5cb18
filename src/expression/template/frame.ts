import type { Json } from '../../json.ts';
import type { Scope } from '../types.ts';

/** What an expression of a template sees: the variables, and inside of `each` and `with` what these walk over. */
export interface Frame {
  readonly scope: Scope;
  /** The nearest block first; empty at the top. */
  readonly blocks: readonly BlockFrame[];
  /** Takes in what a helper is given, to tell whether its result is made of a secret. */
  readonly given?: Json[] | undefined;
}

/** One turn of a block. */
export interface BlockFrame {
  readonly context: Json;
  /** `@index`, `@key`, `@first`, `@last`. */
  readonly data: Readonly<Record<string, Json>>;
  /** Names given with `as |item index|`. */
  readonly named: Readonly<Record<string, Json>>;
}

/** A compiled expression; undefined where an optional name is missing. */
export type Evaluate = (frame: Frame) => Json | undefined;

/** A compiled part of a template's text. */
export type Write = (frame: Frame) => string;
