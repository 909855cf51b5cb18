import { undefinedName } from '../../expression/undefined-name.ts';
import type { Parser } from '../read/parser.ts';

/** What the engine gives to every host; docs/language.md says what each holds. */
export const magicNames = [
  'inventory_hostname',
  'inventory_hostname_short',
  'groups',
  'group_names',
  'hostvars',
  'play_hosts',
  'ansible_play_hosts',
  'ansible_play_hosts_all',
  'ansible_play_batch',
  'ansible_check_mode',
  'ansible_diff_mode',
  'ansible_forks',
  'ansible_limit',
  'ansible_play_name',
  'ansible_role_names',
  'ansible_run_tags',
  'ansible_skip_tags',
  'run_id',
  'gorun_check_mode',
  'playbook_dir',
  'role_name',
  'ansible_role_name',
  'role_path',
  'omit',
  'failed_task',
  'failed_result',
  'ansible_failed_task',
  'ansible_failed_result',
] as const;

/**
 * Reports names that nothing defines: not the playbook, not the inventory, not the command line. Where files are read while
 * the run goes on, their names are not known: then only tasks that come before all of these can be judged.
 */
export function checkNames(parser: Parser, outside: Iterable<string>): void {
  const known = new Set([...magicNames, ...parser.defined, ...outside]);
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
