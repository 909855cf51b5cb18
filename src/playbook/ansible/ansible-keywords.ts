import { type Home, type Keyword, keywords } from '../keywords.ts';
import { loopInstead, notHere } from './not-here.ts';

const shared = [
  'any_errors_fatal',
  'become',
  'become_exe',
  'become_flags',
  'become_method',
  'become_user',
  'check_mode',
  'collections',
  'connection',
  'debugger',
  'diff',
  'environment',
  'ignore_errors',
  'ignore_unreachable',
  'module_defaults',
  'name',
  'no_log',
  'port',
  'remote_user',
  'run_once',
  'tags',
  'throttle',
  'timeout',
  'vars',
] as const;

const onTasks = [
  ...shared,
  'action',
  'args',
  'async',
  'changed_when',
  'delay',
  'delegate_facts',
  'delegate_to',
  'failed_when',
  'local_action',
  'loop',
  'loop_control',
  'notify',
  'poll',
  'register',
  'retries',
  'until',
  'when',
  'with_items',
] as const;

/** Every keyword of ansible-core 2.18, where it may stand. `with_items` stands for all of `with_…`. */
export const ansibleKeywords: Readonly<Record<Home, readonly string[]>> = {
  play: [
    ...shared,
    'fact_path',
    'force_handlers',
    'gather_facts',
    'gather_subset',
    'gather_timeout',
    'handlers',
    'hosts',
    'max_fail_percentage',
    'order',
    'post_tasks',
    'pre_tasks',
    'roles',
    'serial',
    'strategy',
    'tasks',
    'vars_files',
    'vars_prompt',
  ],
  role: [...shared, 'delegate_facts', 'delegate_to', 'when'],
  block: [...shared, 'always', 'block', 'delegate_facts', 'delegate_to', 'notify', 'rescue', 'when'],
  task: onTasks,
  handler: [...onTasks, 'listen'],
};

/** What becomes of one of Ansible's keywords. */
export interface AnsibleRow {
  readonly keyword: string;
  readonly on: readonly Home[];
  readonly here: 'same' | 'different' | 'not';
  /** How it differs, or what to write instead. */
  readonly how: string;
}

/** All of Ansible's keywords, by name. */
export function ansibleRows(): readonly AnsibleRow[] {
  const homes = Object.keys(ansibleKeywords) as Home[];
  const names = [...new Set(Object.values(ansibleKeywords).flat())].toSorted();
  return names.map((keyword) => ({
    keyword,
    on: homes.filter((home) => ansibleKeywords[home].includes(keyword)),
    ...fate(keyword),
  }));
}

function fate(name: string): Pick<AnsibleRow, 'here' | 'how'> {
  const all: Readonly<Record<string, Keyword>> = keywords;
  const keyword = Object.hasOwn(all, name) ? all[name] : undefined;
  if (keyword !== undefined)
    return keyword.differs === undefined
      ? { here: 'same', how: '' }
      : { here: 'different', how: keyword.differs };
  return { here: 'not', how: notHere[name] ?? loopInstead(name) ?? '' };
}
