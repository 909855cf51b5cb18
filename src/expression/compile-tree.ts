import { GorunError } from '../errors/gorun-error.ts';
import type { Json } from '../json.ts';
import type { Position } from '../position.ts';
import { errorAt } from '../source/error-at.ts';
import type { ScalarNode, SourceNode } from '../source/node.ts';
import { toJson } from '../source/node.ts';
import { type NameUse, rootsOf } from './name-use.ts';
import { isRenderable } from './scope.ts';
import { compileText, hasTemplate } from './template/compile.ts';
import type { Renderable, Scope, Variable } from './types.ts';

/** A renderable that knows where each of its names stands. */
export interface CompiledTree extends Renderable {
  readonly uses: readonly NameUse[];
  /** JSON pointers of the templated texts inside; `''` where the whole is one. */
  readonly templated: readonly string[];
}

/** Takes an error and goes on, so that all errors of a file are found at once. */
export type Report = (error: GorunError) => void;

interface Part {
  readonly uses: readonly NameUse[];
  readonly templated: readonly string[];
  render(scope: Scope): Json;
}

/**
 * Compiles the templates in a value, however deep. What has none comes back as plain JSON.
 * Errors go to `report`; the value is then null.
 */
export function compileTree(node: SourceNode, report: Report): CompiledTree | Json {
  const part = compilePart(node, '', report);
  return part === undefined ? toJson(node) : renderable(node.place.position, part);
}

/** Whether a value is a template whose names are known. */
export function isCompiledTree(value: Variable | undefined): value is CompiledTree {
  return value !== undefined && isRenderable(value) && 'uses' in value && Array.isArray(value.uses);
}

/** As {@link compileTree}, but always something to render. */
export function compileRenderable(node: SourceNode, report: Report): CompiledTree {
  const part = compilePart(node, '', report);
  return part === undefined
    ? constant(toJson(node), node.place.position)
    : { ...renderable(node.place.position, part), ...asWritten(node) };
}

function asWritten(node: SourceNode): { readonly template?: string } {
  return node.kind === 'scalar' ? { template: String(node.value) } : {};
}

/** A value without templates as something to render. */
export function constant(value: Json, position: Position): CompiledTree {
  return { kind: 'renderable', position, roots: [], uses: [], templated: [], render: () => value };
}

function renderable(position: Position, part: Part): CompiledTree {
  return {
    kind: 'renderable',
    position,
    roots: rootsOf(part.uses),
    uses: part.uses,
    templated: part.templated,
    render: part.render,
  };
}

function compilePart(node: SourceNode, pointer: string, report: Report): Part | undefined {
  if (node.kind === 'scalar') return compileScalar(node, pointer, report);
  const children =
    node.kind === 'list'
      ? node.items.map((item, index) => [String(index), item] as const)
      : node.entries.map((entry) => [entry.key, entry.value] as const);
  if (node.kind === 'map') {
    for (const { key, keyPlace } of node.entries) {
      if (!key.includes('{{')) continue;
      const fix = 'Keys are taken as they are; put what varies into the value.';
      report(errorAt(keyPlace, 'expression/template-syntax', 'A key cannot be a template.', fix));
    }
  }
  const parts = children.map(([key, child]) => {
    const part = compilePart(child, `${pointer}/${escapePointer(key)}`, report);
    return { key, part, plain: part === undefined ? toJson(child) : null };
  });
  if (parts.every(({ part }) => part === undefined)) return undefined;
  return {
    uses: parts.flatMap(({ part }) => part?.uses ?? []),
    templated: parts.flatMap(({ part }) => part?.templated ?? []),
    render: (scope) => {
      const values = parts.map(
        ({ key, part, plain }) => [key, part === undefined ? plain : part.render(scope)] as const,
      );
      return node.kind === 'list' ? values.map(([, value]) => value) : Object.fromEntries(values);
    },
  };
}

function compileScalar(node: ScalarNode, pointer: string, report: Report): Part | undefined {
  // What was encrypted is data: a password may hold braces.
  if (typeof node.value !== 'string' || node.sealed !== undefined || !hasTemplate(node.value))
    return undefined;
  try {
    const { uses, render } = compileText(node, node.value);
    return { uses, templated: [pointer], render };
  } catch (error) {
    if (!(error instanceof GorunError)) throw error;
    report(error);
    return undefined;
  }
}

/** A key as a part of a JSON pointer (RFC 6901). */
export function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
