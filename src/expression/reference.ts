import type { Json, JsonObject } from '../json.ts';
import { helperFunctions } from './condition/helper-functions.ts';
import { conditionFunctions } from './condition/reference.ts';
import { helperGroups } from './template/helpers/all.ts';
import { formOf, type Helper } from './template/helpers/declaration.ts';

/** Something that can be called in a template or a condition, for reference pages and `explain`. */
export interface ExpressionEntry {
  /** Called in templates, in conditions, or in both. */
  readonly where: 'templates' | 'conditions' | 'both';
  readonly name: string;
  readonly group: string;
  /** How it is written, e.g. `{{ join list [separator] }}`, `goVersion(text)`. */
  readonly signatures: readonly string[];
  readonly doc: string;
  readonly example: { readonly text: string; readonly gives: Json; readonly variables?: JsonObject };
}

/** Every helper of templates and every function of conditions, from where each is declared. */
export const expressionReference: readonly ExpressionEntry[] = [
  ...helperGroups.flatMap(({ title, helpers }) => helpers.map((helper) => helperEntry(helper, title))),
  ...conditionFunctions.map(({ name, signature, doc, example: { condition, ...rest } }) => ({
    where: 'conditions' as const,
    name,
    group: 'Functions of conditions',
    signatures: [signature],
    doc,
    example: { text: condition, ...rest },
  })),
];

function helperEntry(helper: Helper, group: string): ExpressionEntry {
  const { template, ...rest } = helper.example;
  const inBoth = helperFunctions.includes(helper);
  return {
    where: inBoth ? 'both' : 'templates',
    name: helper.name,
    group,
    signatures: [`{{ ${formOf(helper)} }}`, ...(inBoth ? [functionForm(helper)] : [])],
    doc: helper.doc,
    example: { text: template, ...rest },
  };
}

/** A helper as a function of conditions, e.g. `join(list[, separator])`. */
function functionForm({ name, takes }: Helper): string {
  const words = takes.map((one, index) => {
    const comma = index === 0 ? '' : ', ';
    if (one.rest) return `${comma}${one.name}, …`;
    return one.optional ? `[${comma}${one.name}]` : `${comma}${one.name}`;
  });
  return `${name}(${words.join('')})`;
}
