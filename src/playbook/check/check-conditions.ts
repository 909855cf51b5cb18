import {
  booleanType,
  listType,
  mappingType,
  type NameTypes,
  numberType,
  resultType,
  textType,
  type ValueType,
} from '../../expression/condition/value-type.ts';
import type { MagicName } from '../magic-names.ts';
import type { Parser } from '../read/parser.ts';

const magicTypes: Readonly<Partial<Record<MagicName, ValueType>>> = {
  inventory_hostname: textType,
  inventory_hostname_short: textType,
  groups: mappingType(),
  group_names: listType,
  hostvars: mappingType(),
  play_hosts: listType,
  ansible_play_hosts: listType,
  ansible_play_hosts_all: listType,
  ansible_play_batch: listType,
  ansible_check_mode: booleanType,
  ansible_diff_mode: booleanType,
  ansible_forks: numberType,
  run_id: textType,
  gorun_check_mode: booleanType,
  playbook_dir: textType,
  failed_result: resultType,
  ansible_failed_result: resultType,
};

/** Reports conditions that cannot work with what their names hold, or that are always true or always false. */
export function checkConditions(parser: Parser): void {
  const types: NameTypes = new Map([
    ...Object.entries(magicTypes),
    ...parser.results.map((name) => [name, resultType] as const),
  ]);
  for (const condition of parser.compiledConditions) parser.reader.problems.push(...condition.check(types));
}
