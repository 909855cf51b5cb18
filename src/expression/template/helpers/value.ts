import { isJsonObject, type Json } from '../../../json.ts';
import { ownValue } from '../path.ts';
import { type Helper, HelperProblem, kindOf, list, text } from './declaration.ts';

function parsed(value: string): Json {
  try {
    return JSON.parse(value);
  } catch (cause) {
    throw new HelperProblem('its argument is not JSON', { cause });
  }
}

/** Helpers that look into values or change their form. */
export const valueHelpers: Readonly<Record<string, Helper>> = {
  default: {
    form: 'default value fallback',
    summary: 'The value, or the fallback where it is not defined or null.',
    arity: [2, 2],
    optional: 'first',
    run: ([value, fallback]) => value ?? fallback ?? null,
  },
  defined: {
    form: 'defined value',
    summary: 'Whether the name and its keys exist.',
    arity: [1, 1],
    optional: 'first',
    run: ([value]) => value !== undefined,
  },
  length: {
    form: 'length value',
    summary: 'The number of elements of a list, keys of a mapping or characters of a text.',
    arity: [1, 1],
    run: ([value]) => {
      if (typeof value === 'string' || Array.isArray(value)) return value.length;
      if (isJsonObject(value)) return Object.keys(value).length;
      throw new HelperProblem(`its argument must be a list, a mapping or a text, not ${kindOf(value)}`);
    },
  },
  first: {
    form: 'first list',
    summary: 'The first element; null of an empty list.',
    arity: [1, 1],
    run: ([value]) => list(value, 'its argument')[0] ?? null,
  },
  last: {
    form: 'last list',
    summary: 'The last element; null of an empty list.',
    arity: [1, 1],
    run: ([value]) => list(value, 'its argument').at(-1) ?? null,
  },
  lookup: {
    form: 'lookup value key',
    summary: 'The element of a mapping or list that a variable names.',
    arity: [2, 2],
    run: ([value, key]) => {
      const name = text(key, 'the key');
      const found = ownValue(value, name);
      if (found === undefined) throw new HelperProblem(`there is no "${name}" in ${kindOf(value)}`);
      return found;
    },
  },
  to_json: {
    form: 'to_json value',
    summary: 'The value as JSON in one line.',
    arity: [1, 1],
    run: ([value]) => JSON.stringify(value),
  },
  from_json: {
    form: 'from_json text',
    summary: 'The value that a JSON text stands for.',
    arity: [1, 1],
    run: ([value]) => parsed(text(value, 'its argument')),
  },
  env: {
    form: 'env name [fallback]',
    summary: 'A variable of the environment that gorun runs in.',
    arity: [1, 2],
    run: ([name, fallback]) => {
      const wanted = text(name, 'the name');
      const value = process.env[wanted] ?? fallback;
      if (value === undefined) throw new HelperProblem(`the environment has no ${wanted}`);
      return value;
    },
  },
};
