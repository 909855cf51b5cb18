import { createRequire } from 'node:module';
import type { Ajv, ErrorObject, Options, ValidateFunction } from 'ajv';
import type { TSchema } from 'typebox';
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';

export type { ErrorObject, ValidateFunction };

/** Annotations of ours in a params schema; they check nothing. */
const annotations = { secret: 'boolean', secretIf: 'string' } as const;

const require = createRequire(import.meta.url);
let forSchemas: Ajv | undefined;
let forData: Ajv | undefined;

/** The Ajv that also checks the schemas themselves; compiling what it checks them with takes a tenth of a second. */
export function schemaAjv(): Ajv {
  forSchemas ??= newAjv({});
  return forSchemas;
}

/** The Ajv for data, with schemas that were found good before. */
export function dataAjv(): Ajv {
  forData ??= newAjv({ meta: false, validateSchema: false });
  return forData;
}

/**
 * No coercion: templates keep types ({{ n }} alone stays a number), so "5" for an integer is a mistake worth a word.
 * `verbose` keeps the schema in the errors, which our messages are made from.
 */
function newAjv(more: Options): Ajv {
  // Only now: most runs find nothing that it has to word.
  const { Ajv: Checker }: typeof import('ajv') = require('ajv');
  const ajv = new Checker({
    ...more,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    allErrors: true,
    useDefaults: true,
    coerceTypes: false,
    verbose: true,
    validateFormats: false,
  });
  for (const [keyword, schemaType] of Object.entries(annotations)) ajv.addKeyword({ keyword, schemaType });
  return ajv;
}

/** The schema as plain JSON; an object with `properties` or `patternProperties` takes no others unless it says so itself. */
export function closedSchema(schema: TSchema): JsonObject {
  const plain: Json = JSON.parse(JSON.stringify(schema));
  const closed = close(plain);
  if (!isJsonObject(closed)) throw new TypeError('a schema must be an object');
  return closed;
}

function close(node: Json): Json {
  if (Array.isArray(node)) return node.map(close);
  if (!isJsonObject(node)) return node;
  const entries = Object.entries(node).map(
    ([key, value]) => [key, keepsData(key) ? value : close(value)] as const,
  );
  const copy: JsonObject = Object.fromEntries(entries);
  const named = isJsonObject(node.properties) || isJsonObject(node.patternProperties);
  return named && node.type === 'object' && node.additionalProperties === undefined
    ? { ...copy, additionalProperties: false }
    : copy;
}

/** Keywords whose value is data, not a schema. */
function keepsData(key: string): boolean {
  return key === 'default' || key === 'examples' || key === 'const' || key === 'enum';
}
