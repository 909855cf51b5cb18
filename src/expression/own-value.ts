import { isJsonObject, type Json } from '../json.ts';

/** A value's own key, list index or length; never anything of a prototype. */
export function ownValue(value: Json | undefined, key: string): Json | undefined {
  if (typeof value === 'string' || Array.isArray(value)) {
    if (key === 'length') return value.length;
    return Array.isArray(value) && /^-?\d+$/.test(key) ? value.at(Number(key)) : undefined;
  }
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
