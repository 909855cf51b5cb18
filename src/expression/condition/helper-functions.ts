import type { Environment } from '@marcbachmann/cel-js';
import { isJsonObject, type Json } from '../../json.ts';
import { createScope } from '../scope.ts';
import { helpers } from '../template/helpers/all.ts';
import { apply } from '../template/helpers/apply.ts';
import { type Call, type Helper, HelperProblem } from '../template/helpers/declaration.ts';
import type { Kind } from '../template/helpers/parameters.ts';
import { located } from './function-error.ts';

/** Arguments of a function; the library wants every count of them declared. */
const mostArguments = 6;

const celTypes: Readonly<Record<Kind, string>> = {
  text: 'string',
  number: 'double',
  boolean: 'bool',
  list: 'list',
  mapping: 'map',
  any: 'dyn',
};

/** Helpers that need to know where they are called are not among the functions. */
const nowhere: Call = {
  scope: createScope([]),
  place: { position: { file: '', line: 1, column: 1 }, sourceLine: '' },
};

/** Helpers that are functions of conditions as well. */
export const helperFunctions: readonly Helper[] = [...helpers.values()].filter(
  ({ name, templatesOnly }) => !templatesOnly && name !== 'length' && name !== 'map',
);

/** Makes functions of the helpers, so that what a template can compute, a condition can. */
export function registerHelpers(cel: Environment, names: Readonly<Record<string, string>> = {}): void {
  for (const helper of helperFunctions) {
    const fewest = helper.takes.filter(({ optional }) => !optional).length;
    const most = helper.takes.some(({ rest }) => rest) ? mostArguments : helper.takes.length;
    for (let count = fewest; count <= most; count++) {
      const types = Array.from({ length: count }, () => 'dyn').join(', ');
      const name = names[helper.name] ?? helper.name;
      cel.registerFunction(
        `${name}(${types}): ${celTypes[helper.gives]}`,
        located((...args: unknown[]) => run(helper, args.slice(0, count)), helper.name),
        { async: false },
      );
    }
  }
}

function run(helper: Helper, args: readonly unknown[]): Json {
  return apply(helper, args.map(toJson), {}, nowhere);
}

/** CEL's whole numbers are bigints; lists and mappings that a condition makes hold them too. */
function toJson(value: unknown): Json {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null)
    return value;
  if (Array.isArray(value)) return value.some(isForeign) ? value.map(toJson) : value;
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, inner]) => [String(key), toJson(inner)]));
  if (isJsonObject(value)) return value;
  throw new HelperProblem('it takes values as JSON has them');
}

function isForeign(value: unknown): boolean {
  return typeof value === 'bigint' || value instanceof Map || (Array.isArray(value) && value.some(isForeign));
}
