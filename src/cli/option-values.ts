import { InvalidArgumentError } from 'commander';
import { secondsOf } from '../config/time-text.ts';

/** Reads a whole number within bounds. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

/** Reads a time and leaves it as it is written. */
export function timeText(text: string): string {
  if (secondsOf(text) === undefined)
    throw new InvalidArgumentError('It must be a time from 1s to 24h, as 90s, 10m or 2h.');
  return text;
}

/** Gathers an option that may stand several times. */
export function gathered(text: string, before: readonly string[]): string[] {
  return [...before, text];
}

/** Gathers lists: `a,b` and repeated options. */
export function gatheredList(text: string, before: readonly string[]): string[] {
  return [
    ...before,
    ...text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ];
}

/** Counts how often a flag stands: `-vvv` is 3. */
export function counted(_text: string, before: number): number {
  return before + 1;
}

/** Reads `host=value` pairs into a record. */
export function pairs(text: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const [name, value] = [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)];
  if (!text.includes('=') || name === '' || value === '')
    throw new InvalidArgumentError('Write it as HOST=NAME.');
  return { ...before, [name]: value };
}
