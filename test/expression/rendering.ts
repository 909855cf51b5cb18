import { GorunError } from '../../src/errors/gorun-error.ts';
import { compileRenderable } from '../../src/expression/compile-tree.ts';
import { type CompiledCondition, compileCondition } from '../../src/expression/condition/compile.ts';
import { createScope } from '../../src/expression/scope.ts';
import type { Layer, Renderable } from '../../src/expression/types.ts';
import type { Json } from '../../src/json.ts';
import { textNode } from '../../src/source/text-node.ts';

function raise(error: GorunError): never {
  throw error;
}

/** Compiles a text; throws its first error. */
export function template(text: string): Renderable {
  return compileRenderable(textNode(text, 'play.yml'), raise);
}

/** What a text renders to. */
export function rendered(text: string, variables: Layer = {}): Json {
  return template(text).render(createScope([variables]));
}

/** Compiles a condition; throws its error. */
export function condition(text: string): CompiledCondition {
  const compiled = compileCondition(textNode(text, 'play.yml'), raise);
  if (compiled === undefined) throw new Error('no condition and no error');
  return compiled;
}

/** What a condition decides. */
export function decided(text: string, variables: Layer = {}): boolean {
  return condition(text).evaluate(createScope([variables]));
}

/** The error that an action ends with. */
export function errorOf(action: () => unknown): GorunError {
  try {
    action();
  } catch (error) {
    if (error instanceof GorunError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
