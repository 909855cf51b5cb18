import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { ModuleDefinition } from './contract.ts';

/** Params schemas as plain JSON; undefined: nothing in them is secret. Made once, for every task on every host asks. */
const plain = new WeakMap<ModuleDefinition, { readonly schema: Json | undefined }>();

/** The values of a task's params whose schema says `secret: true`, nested ones too: what must never be shown. */
export function secretValues(definition: ModuleDefinition, params: JsonObject): readonly Json[] {
  let known = plain.get(definition);
  if (known === undefined) {
    const text = JSON.stringify(definition.params);
    known = { schema: /"secret(?:If)?":/.test(text) ? JSON.parse(text) : undefined };
    plain.set(definition, known);
  }
  return known.schema === undefined ? [] : secretsIn(known.schema, params);
}

function secretsIn(schema: Json | undefined, value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null || !isJsonObject(schema)) return [];
  if (schema.secret === true) return [value];
  const branches = Array.isArray(schema.anyOf) ? schema.anyOf.flatMap((one) => secretsIn(one, value)) : [];
  if (Array.isArray(value)) return [...branches, ...value.flatMap((item) => secretsIn(schema.items, item))];
  if (!isJsonObject(value)) return branches;
  const { properties } = schema;
  const inner = Object.entries(value).flatMap(([name, one]) =>
    secretsIn(asGiven(propertySchema(schema, properties, name), value), one),
  );
  return [...branches, ...inner];
}

/** `secretIf: 'name'`: it is one where the parameter of that name is true. */
function asGiven(schema: Json | undefined, siblings: JsonObject): Json | undefined {
  if (!isJsonObject(schema) || typeof schema.secretIf !== 'string') return schema;
  return siblings[schema.secretIf] === true ? { ...schema, secret: true } : schema;
}

function propertySchema(schema: JsonObject, properties: Json | undefined, name: string): Json | undefined {
  if (isJsonObject(properties) && Object.hasOwn(properties, name)) return properties[name];
  const patterns = isJsonObject(schema.patternProperties) ? schema.patternProperties : {};
  const matching = Object.entries(patterns).find(([pattern]) => new RegExp(pattern, 'u').test(name));
  return matching?.[1];
}
