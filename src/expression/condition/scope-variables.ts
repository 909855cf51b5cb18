import type { Json } from '../../json.ts';
import type { Scope } from '../types.ts';
import { variableName } from './type-names.ts';

/** The variables of a scope as CEL asks for them: one at a time, so that only what is needed is rendered. */
export class ScopeVariables extends Map<string, Json | undefined> {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    super();
    this.#scope = scope;
  }

  override get(name: string): Json | undefined {
    return this.#scope.get(variableName(name));
  }
}
