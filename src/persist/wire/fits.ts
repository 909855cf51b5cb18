import type { Static, TSchema } from 'typebox';
import { isJsonObject } from '../../json.ts';

/**
 * Whether a value is of a schema, as far as the messages here use JSON Schema. TypeBox's own check takes 50 ms to load, which every run with
 * --persist would pay.
 */
export function fits<T extends TSchema>(schema: T, value: unknown): value is Static<T> {
  return isOf(schema, value);
}

function isOf(schema: object, value: unknown): boolean {
  const { anyOf, type, items, minItems = 0, enum: choices }: Words = schema;
  if ('const' in schema) return value === schema.const;
  if (choices !== undefined) return choices.includes(value);
  if (anyOf !== undefined) return anyOf.some((one) => isOf(one, value));
  switch (type) {
    case undefined:
      return true;
    case 'object':
      return isObjectOf(schema, value);
    case 'array':
      return (
        Array.isArray(value) &&
        value.length >= minItems &&
        value.every((one) => items === undefined || isOf(items, one))
      );
    case 'integer':
      return Number.isSafeInteger(value);
    default:
      return typeof value === type;
  }
}

function isObjectOf({ properties = {}, required = [] }: Words, value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  if (required.some((name) => !Object.hasOwn(value, name))) return false;
  return Object.entries(properties).every(
    ([name, schema]) => !Object.hasOwn(value, name) || isOf(schema, value[name]),
  );
}

/** The words of JSON Schema that are used. */
interface Words {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly object[];
  readonly items?: object;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
}
