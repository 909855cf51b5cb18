/** Beyond this a range is a slip of the pen (`[1:5000000000]`), not a fleet. */
const mostHosts = 100_000;

/** In the order in which `[a:C]` counts. */
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Why a range in a host name is not one. */
export class InvalidRange extends Error {}

/**
 * The names that a host pattern of an inventory stands for, as Ansible expands them: `web[01:03].x` is web01.x, web02.x, web03.x;
 * `db-[a:c]`; a step stands third: `[1:9:2]`; several ranges multiply.
 * @throws InvalidRange with a sentence for people
 */
export function expandRanges(pattern: string): string[] {
  const open = pattern.indexOf('[');
  if (open < 0) return [pattern];
  const close = pattern.indexOf(']', open);
  if (close < 0) throw new InvalidRange(`"${pattern}" has a [ without its ]`);
  const head = pattern.slice(0, open);
  if (head.includes(']')) throw new InvalidRange(`"${pattern}" has a ] without its [`);
  const tails = expandRanges(pattern.slice(close + 1));
  const middles = members(pattern.slice(open + 1, close), pattern);
  if (middles.length * tails.length > mostHosts) throw tooMany(pattern);
  return middles.flatMap((middle) => tails.map((tail) => `${head}${middle}${tail}`));
}

function members(range: string, pattern: string): string[] {
  const parts = /^(?:(?<first>\d*):(?<last>\d+)|(?<from>[A-Za-z]):(?<to>[A-Za-z]))(?::(?<step>\d+))?$/.exec(
    range,
  )?.groups;
  if (parts === undefined) {
    throw new InvalidRange(`"[${range}]" in "${pattern}" is not a range; write [01:50], [a:f] or [1:9:2]`);
  }
  const { first = '', last = '', from, to } = parts;
  const step = Number(parts.step ?? 1);
  if (step < 1) throw new InvalidRange(`the step of "[${range}]" in "${pattern}" must be 1 or more`);
  if (from !== undefined && to !== undefined) {
    return count(letters.indexOf(from), letters.indexOf(to), step, range, pattern).map((index) =>
      letters.charAt(index),
    );
  }
  const width = first.startsWith('0') && first.length > 1 ? first.length : 0;
  if (width > 0 && last.length !== width) {
    const wanted = `[${first}:${last.padStart(width, '0')}] or [${first.padStart(last.length, '0')}:${last}]`;
    throw new InvalidRange(
      `"[${range}]" in "${pattern}" begins with a zero, so both ends must be of one length; write ${wanted}`,
    );
  }
  return count(Number(first), Number(last), step, range, pattern).map((number) =>
    String(number).padStart(width, '0'),
  );
}

function count(from: number, to: number, step: number, range: string, pattern: string): number[] {
  if (from > to) throw new InvalidRange(`"[${range}]" in "${pattern}" runs backwards`);
  const length = Math.floor((to - from) / step) + 1;
  if (length > mostHosts) throw tooMany(pattern);
  return Array.from({ length }, (_, index) => from + index * step);
}

function tooMany(pattern: string): InvalidRange {
  return new InvalidRange(`"${pattern}" stands for more than ${mostHosts} hosts`);
}
