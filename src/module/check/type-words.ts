import { isJsonObject, type Json, type JsonObject } from '../../json.ts';

/**
 * A schema's type in words, for messages and the reference: `string`, `integer`, `list of string`, `"x64" or "x86"`.
 */
export function typeWords(schema: Json | undefined): string {
  if (!isJsonObject(schema)) return 'anything';
  const choices = choicesOf(schema);
  if (choices !== undefined) return choices.map((choice) => JSON.stringify(choice)).join(' or ');
  if (Array.isArray(schema.anyOf)) return [...new Set(schema.anyOf.map(typeWords))].join(' or ');
  if (Array.isArray(schema.type)) return schema.type.join(' or ');
  if (schema.type === 'array') return listWords(schema);
  if (schema.type === 'object') return isJsonObject(schema.properties) ? 'mapping' : mappingWords(schema);
  return typeof schema.type === 'string' ? schema.type : 'anything';
}

/** The values that a schema of constants allows, or undefined. */
export function choicesOf(schema: JsonObject): readonly Json[] | undefined {
  if (schema.const !== undefined) return [schema.const];
  if (Array.isArray(schema.enum)) return schema.enum;
  if (!Array.isArray(schema.anyOf)) return undefined;
  const consts = schema.anyOf.map((one) => (isJsonObject(one) ? one.const : undefined));
  return consts.every((one) => one !== undefined) ? consts : undefined;
}

function listWords(schema: JsonObject): string {
  return schema.items === undefined || typeWords(schema.items) === 'anything'
    ? 'list'
    : `list of ${typeWords(schema.items)}`;
}

function mappingWords(schema: JsonObject): string {
  const values = isJsonObject(schema.patternProperties)
    ? Object.values(schema.patternProperties)[0]
    : undefined;
  const words = typeWords(values);
  return words === 'anything' ? 'mapping' : `mapping of ${words}`;
}

/** A value's type in words. */
export function valueWords(value: Json | undefined): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'object' ? 'mapping' : typeof value;
}
