import { isJsonObject, type Json, type JsonObject } from '../../json.ts';

/** Names of variables and their values, as the worker sets them. */
export type Fields = readonly (readonly [name: string, value: string])[];

/**
 * Arguments as a shell can hold them: `{a: {b: 1}, list: ['x'], none: null}` is `p_a_b` = `1`, `p_list_n` = `1`, `p_list_1` = `x`.
 *
 * @throws RangeError for what a shell cannot hold: a NUL, a name that is none, two values of one name.
 */
export function fieldsOf(args: Json): Fields {
  if (!isJsonObject(args)) throw new RangeError('the arguments of a call to a POSIX host are an object');
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(args)) add(found, `p_${name}`, value);
  return [...found];
}

function add(found: Map<string, string>, name: string, value: Json): void {
  if (value === null) return;
  if (Array.isArray(value)) {
    set(found, `${name}_n`, String(value.length));
    for (const [index, one] of value.entries()) add(found, `${name}_${index + 1}`, one);
  } else if (isJsonObject(value)) {
    for (const [key, one] of Object.entries(value)) add(found, `${name}_${key}`, one);
  } else set(found, name, String(value));
}

function set(found: Map<string, string>, name: string, value: string): void {
  if (!/^[A-Za-z0-9_]+$/.test(name))
    throw new RangeError(`${JSON.stringify(name.slice(2))} is no name that a shell can hold`);
  if (found.has(name)) throw new RangeError(`two arguments are both called ${name.slice(2)} in a shell`);
  if (value.includes('\0'))
    throw new RangeError(`${name.slice(2)} holds a NUL character, which a shell cannot hold`);
  found.set(name, value);
}

/** The action and the fields of an `Apply`; the args themselves are the fields of any other function. */
export function actionOf(fn: string, args: Json): { readonly action?: string; readonly args: Json } {
  if (fn !== 'Apply' || !isJsonObject(args)) return { args };
  const { action, args: own } = args as JsonObject;
  return typeof action === 'string' && own !== undefined ? { action, args: own } : { args };
}
