import type { Json } from '../json.ts';
import type { Setting } from './settings.ts';
import { secondsOf } from './time-text.ts';

/** Whether a value is of a setting's kind. */
export function fits({ kind, choices, least, most }: Setting, value: Json): boolean {
  if (kind === 'text') return typeof value === 'string';
  if (kind === 'texts') return [value].flat().every((one) => typeof one === 'string');
  if (kind === 'boolean') return typeof value === 'boolean';
  if (kind === 'time')
    return typeof value === 'boolean' || (typeof value === 'string' && secondsOf(value) !== undefined);
  if (kind === 'choice') return choices?.some((choice) => choice === value) ?? false;
  if (kind === 'variables') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return (
    typeof value === 'number' &&
    Number.isInteger(value) &&
    value >= (least ?? 0) &&
    value <= (most ?? Number.MAX_SAFE_INTEGER)
  );
}

/** What a setting takes, in words. */
export function takes({ kind, choices, least, most }: Setting): string {
  if (kind === 'text') return 'a text';
  if (kind === 'texts') return 'a text or a list of texts';
  if (kind === 'boolean') return 'true or false';
  if (kind === 'time') return 'true, false or a time from 1s to 24h, as 90s, 10m, 2h';
  if (kind === 'choice') return `${choices?.join(', ')}`;
  if (kind === 'variables') return 'a mapping of names to values';
  return `a whole number from ${least ?? 0}${most === undefined ? '' : ` to ${most}`}`;
}
