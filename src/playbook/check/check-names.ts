import type { NameUse } from '../../expression/name-use.ts';
import { undefinedName } from '../../expression/undefined-name.ts';
import { magicNames } from '../magic-names.ts';
import type { Parser } from '../read/parser.ts';

/** Variables from outside of the playbook -> the names that they read. */
export type UsesBehind = ReadonlyMap<string, readonly NameUse[]>;

/**
 * Reports names that nothing defines: not the playbook, not the inventory, not the command line. Where files are read while
 * the run goes on, their names are not known: then only tasks that come before all of these can be judged.
 */
export function checkNames(parser: Parser, outside: Iterable<string>, behind: UsesBehind = new Map()): void {
  const known = new Set([...Object.keys(magicNames), ...parser.defined, ...outside]);
  const told = new Set<string>();
  for (const use of parser.openEnded ? parser.sureUses : withThoseBehind(parser, behind)) {
    if (use.optional || known.has(use.name)) continue;
    const { line, column } = use.place.position;
    const key = `${use.name} ${line}:${column}`;
    if (told.has(key)) continue;
    told.add(key);
    parser.reader.problems.push(undefinedName(use.place, use.name, known));
  }
}

/** What the playbook reads, and what is read behind that by variables that are not its own. */
function withThoseBehind({ uses, defined }: Parser, behind: UsesBehind): readonly NameUse[] {
  const found = [...uses];
  const seen = new Set<string>();
  // The list grows while it is gone through: variables lead to variables.
  for (const { name, optional } of found) {
    if (optional || seen.has(name) || defined.has(name)) continue;
    seen.add(name);
    found.push(...(behind.get(name) ?? []));
  }
  return found;
}
