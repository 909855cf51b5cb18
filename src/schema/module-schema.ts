import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { closedSchema } from '../module/check/ajv.ts';
import type { ModuleDefinition } from '../module/contract.ts';

const template: JsonObject = { type: 'string', pattern: '\\{\\{' };

/** What may stand below a module's name: its params, in which each value may be a template. */
export function moduleSchema(definition: ModuleDefinition): JsonObject {
  const { summary, description, params, freeform } = definition;
  const mapping = templated(closedSchema(params), true);
  const bare =
    freeform === undefined ? undefined : isJsonObject(mapping.properties) && mapping.properties[freeform];
  const alternatives: JsonObject[] = [
    mapping,
    template,
    ...(isJsonObject(bare)
      ? [isAnything(bare) ? { type: ['string', 'number', 'boolean', 'array'] } : bare]
      : []),
    { type: 'null' },
  ];
  const said = description === undefined ? summary : `${summary}\n\n${description.trim()}`;
  return { description: said, anyOf: alternatives };
}

/** The same schema, in which a text with a template will do for every value inside. */
function templated(schema: JsonObject, isRoot = false): JsonObject {
  const { properties, items, anyOf, additionalProperties, patternProperties } = schema;
  // `required` stays out: module_defaults may give what a task does not, and an editor must not call wrong what is right.
  const { required: _required, secret: _secret, ...rest } = schema;
  const plain: JsonObject = {
    ...rest,
    ...(isJsonObject(properties) ? { properties: each(properties) } : {}),
    ...(isJsonObject(patternProperties) ? { patternProperties: each(patternProperties) } : {}),
    ...(isJsonObject(items) ? { items: templated(items) } : {}),
    ...(isJsonObject(additionalProperties) ? { additionalProperties: templated(additionalProperties) } : {}),
    ...(Array.isArray(anyOf)
      ? { anyOf: anyOf.map((one) => (isJsonObject(one) ? templated(one, true) : one)) }
      : {}),
  };
  if (isRoot || isAnything(plain)) return plain;
  const { description, ...value } = plain;
  return { ...(description === undefined ? {} : { description }), anyOf: [value, template] };
}

function each(properties: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]): [string, Json] => [
      name,
      isJsonObject(schema) ? templated(schema) : schema,
    ]),
  );
}

/** Any text, or anything at all: a template fits already. */
function isAnything(schema: JsonObject): boolean {
  const rest = Object.keys(schema).filter(
    (key) => !['description', 'default', 'title', 'examples'].includes(key),
  );
  return rest.length === 0 || (rest.length === 1 && schema.type === 'string');
}
