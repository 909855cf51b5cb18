import { GorunError } from '../errors/gorun-error.ts';
import type { Json } from '../json.ts';
import type { Layer, Renderable, Scope, Taint, Variable } from './types.ts';

/** Says whether a variable still has to be rendered. Plain JSON never passes: it has no functions. */
export function isRenderable(variable: Variable): variable is Renderable {
  return (
    typeof variable === 'object' &&
    variable !== null &&
    'render' in variable &&
    typeof variable.render === 'function'
  );
}

/**
 * The variables of several layers, the weakest first. A value is rendered when it is first asked for, with the whole
 * scope in sight, and kept. What comes out of rendering is data; it is never looked at for templates again.
 */
export function createScope(layers: readonly Layer[], taint?: Taint): Scope {
  return new LayeredScope([...layers].reverse(), taint);
}

class LayeredScope implements Scope {
  /** The strongest first. */
  readonly #layers: readonly Layer[];
  readonly #rendered = new Map<string, Json>();
  /** Names being rendered right now, in the order in which they were asked for. */
  readonly #open: string[] = [];

  readonly taint: Taint | undefined;

  constructor(layers: readonly Layer[], taint: Taint | undefined) {
    this.taint = taint;
    this.#layers = layers;
  }

  get(name: string): Json | undefined {
    const known = this.#rendered.get(name);
    if (known !== undefined) return known;
    const variable = this.#find(name);
    if (variable === undefined) return undefined;
    const value = isRenderable(variable) ? this.#render(name, variable) : variable;
    this.#rendered.set(name, value);
    return value;
  }

  *names(): Iterable<string> {
    const seen = new Set<string>();
    for (const layer of this.#layers) {
      for (const name of Object.keys(layer)) if (!seen.has(name) && seen.add(name)) yield name;
    }
  }

  with(layer: Layer): Scope {
    return new LayeredScope([layer, ...this.#layers], this.taint);
  }

  #find(name: string): Variable | undefined {
    for (const layer of this.#layers) if (Object.hasOwn(layer, name)) return layer[name];
    return undefined;
  }

  #render(name: string, variable: Renderable): Json {
    const start = this.#open.indexOf(name);
    if (start !== -1) {
      throw new GorunError('expression/cycle', {
        message: `The variables refer to each other in a circle: ${[...this.#open.slice(start), name].join(' -> ')}.`,
        position: variable.position,
      });
    }
    this.#open.push(name);
    try {
      return variable.render(this);
    } finally {
      this.#open.pop();
    }
  }
}
