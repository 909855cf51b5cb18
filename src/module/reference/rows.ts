import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { typeWords } from '../check/type-words.ts';

/** One line of a reference: a parameter, or a part of what a module returns. */
export interface Row {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly default: Json | undefined;
  readonly secret: boolean;
  readonly description: string;
}

/** The rows of an object schema; parts of objects in it follow as `outer.inner` and `outer[].inner`. */
export function schemaRows(schema: object, prefix = ''): readonly Row[] {
  const plain: Json = JSON.parse(JSON.stringify(schema));
  if (!isJsonObject(plain) || !isJsonObject(plain.properties)) return [];
  const required = Array.isArray(plain.required) ? plain.required : [];
  return Object.entries(plain.properties).flatMap(([name, property]) => {
    if (!isJsonObject(property)) return [];
    const row = rowOf(`${prefix}${name}`, property, required.includes(name));
    return [row, ...innerRows(row.name, property)];
  });
}

function rowOf(name: string, schema: JsonObject, required: boolean): Row {
  return {
    name,
    type: typeWords(schema),
    required: required && schema.default === undefined,
    default: schema.default,
    secret: schema.secret === true,
    description: typeof schema.description === 'string' ? schema.description : '',
  };
}

function innerRows(name: string, schema: JsonObject): readonly Row[] {
  if (isJsonObject(schema.properties)) return schemaRows(schema, `${name}.`);
  return isJsonObject(schema.items) && isJsonObject(schema.items.properties)
    ? schemaRows(schema.items, `${name}[].`)
    : [];
}
