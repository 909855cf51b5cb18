import { randomUUID } from 'node:crypto';
import { isJsonObject, type Json } from '../../json.ts';

/** The value of `omit`: a parameter that becomes this is as if it were not written. Nobody can write it by chance. */
export const omitted: string = `__omit_${randomUUID()}__`;

/** The params without those that are {@link omitted}, however deep; the very same where there are none. */
export function withoutOmitted(value: Json): Json {
  if (!holdsOmitted(value)) return value;
  if (Array.isArray(value)) return value.filter((item) => item !== omitted).map(withoutOmitted);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== omitted);
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutOmitted(item)]));
}

function holdsOmitted(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return value === omitted;
  return (Array.isArray(value) ? value : Object.values(value)).some(holdsOmitted);
}
