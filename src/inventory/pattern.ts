import { RE2JS } from 're2js';

/** What a pattern selects from: host names in inventory order, and the hosts of each group. */
export interface Selectable {
  readonly hosts: readonly string[];
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

/** A part of a pattern that matches nothing or is not valid. */
export class UnmatchedPattern extends Error {
  readonly part: string;

  constructor(part: string, why: string) {
    super(why);
    this.part = part;
  }
}

/**
 * The hosts of a pattern, in inventory order, as Ansible reads it: parts divided by `,` or `:`; `!part` takes away,
 * `&part` keeps only; `*` globs; `~regex` (RE2); a group may carry a subscript, `web[0]`, `web[-1]`, `web[0:4]`.
 * @throws UnmatchedPattern
 */
export function selectHosts(pattern: string, from: Selectable): readonly string[] {
  const parts = splitPattern(pattern);
  if (parts.length === 0) throw new UnmatchedPattern(pattern, 'the host pattern is empty');
  const plain = parts.filter((part) => !/^[!&]/.test(part));
  const chosen = new Set(plain.length === 0 ? from.hosts : plain.flatMap((part) => matching(part, from)));
  for (const part of parts.filter((each) => each.startsWith('&'))) {
    const keep = new Set(matching(part.slice(1), from));
    for (const host of chosen) if (!keep.has(host)) chosen.delete(host);
  }
  for (const part of parts.filter((each) => each.startsWith('!'))) {
    for (const host of matching(part.slice(1), from)) chosen.delete(host);
  }
  return from.hosts.filter((host) => chosen.has(host));
}

/** Divides at commas, or where there are none at colons, but not inside brackets and not in an IPv6 address. */
function splitPattern(pattern: string): string[] {
  const parts = pattern.includes(',')
    ? pattern.split(',')
    : /^[0-9a-fA-F]*:[0-9a-fA-F:.]+$/.test(pattern) && pattern.split(':').length > 3
      ? [pattern]
      : pattern.split(/:(?![^[]*\])/);
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function matching(part: string, from: Selectable): readonly string[] {
  if (part.startsWith('~')) return byRegex(part, from);
  const subscript = /^(?<name>[^[]+)\[(?<first>-?\d+)(?:(?<range>:)(?<last>-?\d*))?\]$/.exec(part)?.groups;
  if (subscript?.name !== undefined && subscript.first !== undefined) {
    const hosts = named(subscript.name, from);
    return subscripted(
      hosts,
      Number(subscript.first),
      subscript.range === undefined ? undefined : (subscript.last ?? ''),
    );
  }
  return named(part, from);
}

function subscripted(hosts: readonly string[], first: number, last: string | undefined): readonly string[] {
  if (last === undefined) {
    const host = hosts.at(first);
    return host === undefined ? [] : [host];
  }
  // Ansible's end is inclusive.
  const end = last === '' ? hosts.length : Number(last) + 1;
  return hosts.slice(first, end === 0 ? hosts.length : end);
}

function named(name: string, from: Selectable): readonly string[] {
  if (name === 'all' || name === '*') return from.hosts;
  const group = from.groups.get(name);
  if (group !== undefined) return group;
  if (/[*?[]/.test(name)) return byGlob(name, from);
  if (from.hosts.includes(name)) return [name];
  throw new UnmatchedPattern(name, `no host or group is named "${name}"`);
}

function byGlob(glob: string, from: Selectable): readonly string[] {
  const source = glob
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
    .replaceAll('[!', '[^');
  return matched(`^(?:${source})$`, glob, from);
}

function byRegex(part: string, from: Selectable): readonly string[] {
  return matched(`^(?:${part.slice(1)})`, part, from);
}

function matched(source: string, part: string, from: Selectable): readonly string[] {
  let regex: RE2JS;
  try {
    regex = RE2JS.compile(source);
  } catch (error) {
    throw new UnmatchedPattern(
      part,
      `"${part}" is not a valid pattern: ${error instanceof Error ? error.message : error}`,
    );
  }
  const test = (name: string) => regex.matcher(name).find();
  const chosen = new Set(from.hosts.filter(test));
  let any = chosen.size > 0;
  for (const [group, hosts] of from.groups) {
    if (!test(group)) continue;
    any = true;
    for (const host of hosts) chosen.add(host);
  }
  if (!any) throw new UnmatchedPattern(part, `no host or group matches "${part}"`);
  return from.hosts.filter((host) => chosen.has(host));
}
