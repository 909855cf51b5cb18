import { undefinedName } from '../../expression/undefined-name.ts';
import { magicNames } from '../magic-names.ts';
import type { Parser } from '../read/parser.ts';

/**
 * Reports names that nothing defines: not the playbook, not the inventory, not the command line. Where files are read while
 * the run goes on, their names are not known: then only tasks that come before all of these can be judged.
 */
export function checkNames(parser: Parser, outside: Iterable<string>): void {
  const known = new Set([...Object.keys(magicNames), ...parser.defined, ...outside]);
  const told = new Set<string>();
  for (const use of parser.openEnded ? parser.sureUses : parser.uses) {
    if (use.optional || known.has(use.name)) continue;
    const { line, column } = use.place.position;
    const key = `${use.name} ${line}:${column}`;
    if (told.has(key)) continue;
    told.add(key);
    parser.reader.problems.push(undefinedName(use.place, use.name, known));
  }
}
