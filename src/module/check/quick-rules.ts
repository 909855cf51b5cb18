import { isJsonObject, type Json } from '../../json.ts';

/** Says whether a value meets one keyword of a schema. */
export type Rule = (value: Json) => boolean;

/** Keywords that check nothing of a value. */
export const annotations: ReadonlySet<string> = new Set([
  'title',
  'description',
  'default',
  'examples',
  'format', // Ajv is told not to check it
  'secret',
  'secretIf',
]);

/** Keyword -> what it asks, as JSON Schema has it; undefined where the argument is of a kind that is left to Ajv. */
export const rules: Readonly<Record<string, (argument: Json) => Rule | undefined>> = {
  type: (argument) => {
    const names = Array.isArray(argument) ? argument : [argument];
    const found = names.map((name) => (typeof name === 'string' ? types[name] : undefined));
    const known = found.filter((one) => one !== undefined);
    const [only, another] = known;
    if (only === undefined || known.length < found.length) return undefined;
    return another === undefined ? only : (value) => known.some((one) => one(value));
  },
  const: (argument) => (isScalar(argument) ? (value) => value === argument : undefined),
  enum: (argument) =>
    Array.isArray(argument) && argument.every(isScalar) ? (value) => argument.includes(value) : undefined,
  minimum: number((limit) => (value) => typeof value !== 'number' || value >= limit),
  maximum: number((limit) => (value) => typeof value !== 'number' || value <= limit),
  minLength: number((limit) => (value) => typeof value !== 'string' || characters(value) >= limit),
  maxLength: number((limit) => (value) => typeof value !== 'string' || characters(value) <= limit),
  minItems: number((limit) => (value) => !Array.isArray(value) || value.length >= limit),
  maxItems: number((limit) => (value) => !Array.isArray(value) || value.length <= limit),
  minProperties: number((limit) => (value) => !isJsonObject(value) || Object.keys(value).length >= limit),
  pattern: (argument) => {
    const expression = regularExpression(argument);
    return expression && ((value) => typeof value !== 'string' || expression.test(value));
  },
};

/** A schema's regular expression, with the flag that Ajv gives it; undefined where it is none. */
export function regularExpression(pattern: Json): RegExp | undefined {
  if (typeof pattern !== 'string') return undefined;
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return undefined; // Ajv says what is wrong
  }
}

const types: Readonly<Record<string, Rule>> = {
  null: (value) => value === null,
  boolean: (value) => typeof value === 'boolean',
  string: (value) => typeof value === 'string',
  number: (value) => Number.isFinite(value),
  integer: (value) => Number.isInteger(value),
  array: (value) => Array.isArray(value),
  object: isJsonObject,
};

function isScalar(value: Json): boolean {
  return value === null || typeof value !== 'object';
}

function number(rule: (limit: number) => Rule): (argument: Json) => Rule | undefined {
  return (argument) => (typeof argument === 'number' ? rule(argument) : undefined);
}

/** Code points, as JSON Schema counts them. */
function characters(text: string): number {
  return /[\ud800-\udfff]/.test(text) ? [...text].length : text.length;
}
