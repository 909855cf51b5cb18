import { copyJson, isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { annotations, type Rule, regularExpression, rules } from './quick-rules.ts';

/**
 * A copy of a value that fits, with its defaults filled in; undefined where it does not fit, or that is not certain.
 * `open`: properties of an object of which nobody knows yet what they will be; any value does.
 */
export type Reader = (value: Json, open?: ReadonlySet<string>) => Json | undefined;

/** Keywords that say what is inside a value. */
const structural = new Set(['properties', 'required', 'additionalProperties', 'patternProperties', 'items']);

/**
 * The quick way for what is right, which nearly everything is: Ajv makes a program of each schema first, which takes longer than
 * all checks of a run. What this one doesn't take, Ajv judges and words. Undefined for a schema with anything that is not known here.
 */
export function quickReader(schema: Json): Reader | undefined {
  // Ajv refuses a default of the whole.
  return isJsonObject(schema) && schema.default === undefined ? reader(schema, true) : undefined;
}

/** `defaults`: false inside of anyOf, where Ajv refuses them. */
function reader(schema: Json, defaults: boolean): Reader | undefined {
  if (schema === true) return anything;
  if (!isJsonObject(schema)) return undefined;
  const asked: Rule[] = [];
  for (const [keyword, argument] of Object.entries(schema)) {
    if (annotations.has(keyword) || structural.has(keyword)) continue;
    const rule = (inner[keyword] ?? rules[keyword])?.(argument);
    if (rule === undefined) return undefined;
    asked.push(rule);
  }
  const ofObjects = objectReader(schema, defaults);
  const ofItems = schema.items === undefined ? anything : reader(schema.items, defaults);
  if (ofObjects === undefined || ofItems === undefined) return undefined;
  return (value, open) => {
    for (const rule of asked) if (!rule(value)) return undefined;
    if (Array.isArray(value)) return allOf(value, ofItems);
    return isJsonObject(value) ? ofObjects(value, open) : value;
  };
}

const anything: Reader = (value) => copyJson(value);

/** Keywords that hold schemas which say no more than yes or no. */
const inner: Readonly<Record<string, (argument: Json) => Rule | undefined>> = { anyOf, propertyNames };

function propertyNames(schema: Json): Rule | undefined {
  const read = reader(schema, false);
  return (
    read && ((value) => !isJsonObject(value) || Object.keys(value).every((name) => read(name) !== undefined))
  );
}

function anyOf(branches: Json): Rule | undefined {
  if (!Array.isArray(branches)) return undefined;
  const readers = branches.map((branch) => reader(branch, false));
  const known = readers.filter((one) => one !== undefined);
  if (known.length < readers.length) return undefined;
  return (value) => known.some((read) => read(value) !== undefined);
}

function allOf(values: readonly Json[], read: Reader): Json | undefined {
  const copies: Json[] = [];
  for (const value of values) {
    const copy = read(value);
    if (copy === undefined) return undefined;
    copies.push(copy);
  }
  return copies;
}

function objectReader(
  schema: JsonObject,
  defaults: boolean,
): ((value: JsonObject, open?: ReadonlySet<string>) => Json | undefined) | undefined {
  const { properties = {}, patternProperties = {}, additionalProperties = true, required = [] } = schema;
  if (!isJsonObject(properties) || !isJsonObject(patternProperties) || !isNames(required)) return undefined;
  const named = new Map<string, Reader>();
  const preset: [string, Json][] = [];
  for (const [name, property] of Object.entries(properties)) {
    const read = reader(property, defaults);
    if (read === undefined) return undefined;
    named.set(name, read);
    if (!isJsonObject(property) || property.default === undefined) continue;
    const byDefault = defaults ? read(property.default) : undefined;
    if (byDefault === undefined) return undefined;
    preset.push([name, byDefault]);
  }
  const patterns: [RegExp, Reader][] = [];
  for (const [pattern, property] of Object.entries(patternProperties)) {
    const expression = regularExpression(pattern);
    const read = reader(property, defaults);
    if (expression === undefined || read === undefined) return undefined;
    patterns.push([expression, read]);
  }
  const others = additionalProperties === false ? () => undefined : reader(additionalProperties, defaults);
  if (others === undefined) return undefined;
  // More than one could be asked of the same value, and each could add its defaults.
  const readerOf = (name: string) =>
    named.get(name) ?? patterns.find(([expression]) => expression.test(name))?.[1] ?? others;
  if (patterns.length > 1 || (patterns.length > 0 && named.size > 0)) return undefined;
  return (value, open) => {
    const copy: Record<string, Json> = {};
    for (const name of Object.keys(value)) {
      const one = value[name];
      // `name in copy`: __proto__, constructor and their like, where objects have something already.
      if (one === undefined || name in copy) return undefined;
      const read = open?.has(name) === true && named.has(name) ? one : readerOf(name)(one);
      if (read === undefined) return undefined;
      copy[name] = read;
    }
    for (const [name, byDefault] of preset) if (!Object.hasOwn(copy, name)) copy[name] = copyJson(byDefault);
    return required.every((name) => Object.hasOwn(copy, name)) ? copy : undefined;
  };
}

function isNames(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
