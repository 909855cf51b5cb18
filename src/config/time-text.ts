const units = { s: 1, m: 60, h: 3600 } as const;

/** Seconds of a text like `90s`, `10m` or `2h`; undefined where it is none, or is not between a second and a day. */
export function secondsOf(text: string): number | undefined {
  const [, number, unit] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  if (number === undefined || (unit !== 's' && unit !== 'm' && unit !== 'h')) return undefined;
  const seconds = Number(number) * units[unit];
  return seconds >= 1 && seconds <= 24 * 3600 ? seconds : undefined;
}
