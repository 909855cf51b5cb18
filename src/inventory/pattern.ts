import { RE2JS } from 're2js';

/** What a pattern selects from: hosts in the order of the sources, and the hosts of each group. */
export interface Selectable {
  readonly hosts: ReadonlyMap<string, unknown>;
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
 * The hosts of a pattern, as Ansible reads it and in its order: parts divided by `,` or `:`, one after the other; then `&part`
 * keeps only, then `!part` takes away; `*`, `?` and `[a-z]` glob; `~regex` (RE2); a part may carry a subscript, `web[0]`,
 * `web[-1]`, `web[0:4]` (its end belongs to it).
 * @throws UnmatchedPattern
 */
export function selectHosts(parts: readonly string[], from: Selectable): readonly string[] {
  if (parts.length === 0) throw new UnmatchedPattern('', 'the host pattern is empty');
  const plain = parts.filter((part) => !/^[!&]/.test(part));
  const chosen = new Set<string>();
  for (const part of plain.length === 0 ? ['all'] : plain) {
    // A host wins over a group of its name.
    for (const host of from.hosts.has(part) ? [part] : matching(part, from)) chosen.add(host);
  }
  for (const part of parts.filter((each) => each.startsWith('&'))) {
    const keep = new Set(matching(part.slice(1), from));
    for (const host of chosen) if (!keep.has(host)) chosen.delete(host);
  }
  for (const part of parts.filter((each) => each.startsWith('!'))) {
    for (const host of matching(part.slice(1), from)) chosen.delete(host);
  }
  return [...chosen];
}

/** Divides a pattern at commas, or where there are none at colons, but not inside brackets and not in an IPv6 address. */
export function splitPattern(pattern: string): string[] {
  const parts = pattern.includes(',')
    ? pattern.split(',')
    : /^[0-9a-fA-F]*:[0-9a-fA-F:.]+$/.test(pattern) && pattern.split(':').length > 3
      ? [pattern]
      : pattern.split(/:(?![^[]*\])/);
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

const subscripted = /^(?<name>.+)\[(?:(?<at>-?\d+)|(?<first>\d*):(?<last>-?\d*))\]$/s;

function matching(part: string, from: Selectable): readonly string[] {
  if (part.startsWith('~')) return matched(`^(?:${part.slice(1)})`, part, from);
  const { name, at, first, last } = subscripted.exec(part)?.groups ?? {};
  if (name === undefined) return named(part, from);
  const hosts = named(name, from);
  if (at === undefined) {
    // Ansible's end is inclusive.
    const end = last === undefined || last === '' ? -1 : Number(last);
    return hosts.slice(Number(first), end === -1 ? hosts.length : end + 1);
  }
  const host = hosts.at(Number(at));
  if (host !== undefined) return [host];
  if (hosts.length === 0) return [];
  throw new UnmatchedPattern(
    part,
    `"${part}" asks for a host that "${name}" does not have: it has ${hosts.length}`,
  );
}

function named(name: string, from: Selectable): readonly string[] {
  const group = from.groups.get(name);
  if (group !== undefined) return group;
  if (/[*?[]/.test(name)) return matched(`^(?:${globAsRegex(name)})$`, name, from);
  if (from.hosts.has(name)) return [name];
  throw new UnmatchedPattern(name, `no host or group is named "${name}"`);
}

/** As Python's fnmatch has it: `[` without its `]` is itself. */
function globAsRegex(glob: string): string {
  return glob.replace(/\*|\?|\[(!?)(\]?[^\]]*)\]|[\s\S]/g, (text, not?: string, members?: string) => {
    if (text === '*') return '.*';
    if (text === '?') return '.';
    if (members !== undefined) return `[${not === '!' ? '^' : ''}${members.replace(/[\\^[\]]/g, '\\$&')}]`;
    return RE2JS.quote(text);
  });
}

function matched(source: string, part: string, from: Selectable): readonly string[] {
  let regex: RE2JS;
  try {
    regex = RE2JS.compile(source, RE2JS.DOTALL);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UnmatchedPattern(part, `"${part}" is not a valid pattern: ${why}`);
  }
  const test = (name: string) => regex.matcher(name).find();
  const groups = [...from.groups].filter(([name]) => test(name));
  const chosen = new Set(groups.flatMap(([, hosts]) => hosts));
  for (const host of from.hosts.keys()) if (test(host)) chosen.add(host);
  if (chosen.size === 0 && groups.length === 0) {
    throw new UnmatchedPattern(part, `no host or group matches "${part}"`);
  }
  return [...chosen];
}
