import type { Condition, Renderable, Scope } from '../../expression/types.ts';
import { isJsonObject, type Json } from '../../json.ts';
import { errorAt } from '../../source/error-at.ts';
import type { MapNode, SourceNode } from '../../source/node.ts';
import type { Parser } from '../read/parser.ts';

/** Parameters that hold conditions, compiled where they stand. */
export interface ConditionParams {
  readonly params: Renderable;
  /** By their texts; what a module evaluates is looked up here. */
  readonly conditions: ReadonlyMap<string, Condition>;
}

/**
 * Compiles the parameters that hold conditions (assert's `that`), with everything that is checked of a `when`.
 * A condition stands in the playbook: a text that a variable holds is data and is never evaluated.
 */
export function conditionParams(
  node: MapNode,
  names: readonly string[],
  params: Renderable,
  parser: Parser,
): ConditionParams {
  const entries = node.entries.filter(({ key }) => names.includes(key));
  const conditions = new Map(
    entries
      .flatMap(({ value }) => parser.conditions(value))
      .map((condition) => [condition.text, condition] as const),
  );
  if (entries.length === 0) return { params, conditions };
  const render = (scope: Scope): Json => {
    const rendered = params.render(scope);
    if (isJsonObject(rendered)) for (const { key, value } of entries) refuseData(value, rendered[key]);
    return rendered;
  };
  return { params: { ...params, render }, conditions };
}

function refuseData(node: SourceNode, value: Json | undefined): void {
  if (node.kind === 'list') {
    const items = Array.isArray(value) ? value : [];
    for (const [index, item] of node.items.entries()) refuseData(item, items[index]);
  } else if (node.kind === 'scalar' && value !== node.value && typeof value !== 'boolean') {
    const message =
      'A variable that stands for a condition must hold true or false; a text that it holds is data.';
    throw errorAt(node.place, 'expression/condition-type', message, 'Write the condition itself here.');
  }
}
