import type { Json } from '../../json.ts';

/** Text as it stands; numbers (an unquoted password `123456`) become text. */
export function parseText(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** A TCP port; INI inventories give it as text. */
export function parsePort(value: Json): number | undefined {
  const port = parseNumber(value);
  return port !== undefined && Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : undefined;
}

/** Seconds, more than 0 and at most a day. */
export function parseSeconds(value: Json): number | undefined {
  const seconds = parseNumber(value);
  return seconds !== undefined && seconds > 0 && seconds <= 86_400 ? seconds : undefined;
}

/** YAML 1.1's and Ansible's spellings of true and false. */
export function parseYesNo(value: Json): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' || typeof value === 'number' ? String(value).toLowerCase() : '';
  if (['true', 'yes', 'on', '1'].includes(word)) return true;
  return ['false', 'no', 'off', '0'].includes(word) ? false : undefined;
}

/** One of the words given. */
export function parseWord<const W extends string>(words: readonly W[]): (value: Json) => W | undefined {
  return (value) => words.find((word) => word === value);
}

function parseNumber(value: Json): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}
