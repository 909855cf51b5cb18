/** Where a keyword may stand. */
export type Home = 'play' | 'role' | 'block' | 'task' | 'handler';

/** What a keyword takes, in words of the reference. */
export type Takes =
  | 'text'
  | 'boolean'
  | 'seconds'
  | 'count'
  | 'percent'
  | 'names'
  | 'variables'
  | 'condition or list of conditions'
  | 'list or template'
  | 'tasks'
  | 'hosts pattern'
  | 'number, percent, or list of them'
  | 'mapping'
  | 'one of linear, free'
  | 'one of inventory, reverse_inventory, sorted, reverse_sorted, shuffle'
  | 'files'
  | 'questions'
  | 'roles'
  | 'modules and their params'
  | 'host';

/** A keyword of the language: declared here once; parsing, messages and the reference come from it. */
export interface Keyword {
  readonly on: readonly Home[];
  readonly takes: Takes;
  readonly doc: string;
  /** Tasks inside of a block get it as well. */
  readonly inherited?: true;
  /** How it differs from Ansible's keyword of that name; missing: the same, or Ansible has none. */
  readonly differs?: string;
}

const everywhere = ['play', 'role', 'block', 'task', 'handler'] as const;
const tasks = ['role', 'block', 'task', 'handler'] as const;
const leaves = ['task', 'handler'] as const;

/** Every keyword of plays, blocks, tasks and handlers. */
export const keywords = {
  name: { on: everywhere, takes: 'text', doc: 'What people read. May hold templates on a task.' },
  hosts: {
    on: ['play'],
    takes: 'hosts pattern',
    doc: 'Which hosts: `all`, groups, `a:b`, `a:!b`, `a:&b`, globs, `~regex`, `group[0:4]`.',
    differs: 'no templates: it is read before there is a host with variables',
  },
  serial: {
    on: ['play'],
    takes: 'number, percent, or list of them',
    doc: 'Batches: so many hosts at a time. The last of a list repeats.',
  },
  order: {
    on: ['play'],
    takes: 'one of inventory, reverse_inventory, sorted, reverse_sorted, shuffle',
    doc: 'In which order the hosts are taken; as the inventory has them where missing.',
  },
  strategy: {
    on: ['play'],
    takes: 'one of linear, free',
    doc: '`linear` (where missing): each task on all hosts of the batch, then the next. `free`: each host as fast as it can.',
    differs: '`linear` and `free` only',
  },
  max_fail_percentage: {
    on: ['play'],
    takes: 'percent',
    doc: 'The play ends when more of a batch than this failed, could not be reached or was rolled back.',
    differs: 'hosts that were rolled back or could not be reached count too',
  },
  any_errors_fatal: {
    on: everywhere,
    takes: 'boolean',
    doc: 'The first host that fails ends the play for all after the running task.',
    inherited: true,
    differs: 'hosts that were rolled back count too',
  },
  force_handlers: {
    on: ['play'],
    takes: 'boolean',
    doc: 'Notified handlers also run on hosts that failed afterwards.',
  },
  gather_facts: {
    on: ['play'],
    takes: 'boolean',
    doc: 'Only `false`: nothing is gathered by itself; `go_version_fact` returns `go`.',
    differs: 'only `false`; nothing is gathered by itself',
  },
  vars_files: {
    on: ['play'],
    takes: 'files',
    doc: 'Files of variables, relative to the playbook; they win over `vars`. Of a list in the list, the first that exists.',
    differs: 'no templates in the names; `include_vars` has them',
  },
  vars_prompt: {
    on: ['play'],
    takes: 'questions',
    doc: '`name`, `prompt`, `default`, `private` (true where missing), `confirm`. Not asked for what `-e` gives.',
    differs: 'no `encrypt`, `salt_size`, `unsafe`: an answer is taken as it is; no templates',
  },
  roles: {
    on: ['play'],
    takes: 'roles',
    doc: 'Roles to run before `tasks`: names, or mappings with `role`. Their handlers and variables hold in the whole play.',
  },
  pre_tasks: {
    on: ['play'],
    takes: 'tasks',
    doc: 'Before `roles` and `tasks`; handlers notified here run before those begin.',
  },
  tasks: { on: ['play'], takes: 'tasks', doc: 'What to do.' },
  post_tasks: { on: ['play'], takes: 'tasks', doc: 'After `tasks` and their handlers.' },
  handlers: {
    on: ['play'],
    takes: 'tasks',
    doc: 'Tasks that run once at the end of a section, on hosts that notified them.',
    differs: 'no blocks in handlers; of two with one name the last counts, as in Ansible',
  },
  vars: {
    on: everywhere,
    takes: 'variables',
    doc: 'Variables; may hold templates, rendered where they are used.',
    inherited: true,
  },
  tags: {
    on: everywhere,
    takes: 'names',
    doc: 'Names for `--tags` and `--skip-tags`; `always` and `never` are special.',
    inherited: true,
  },
  when: {
    on: tasks,
    takes: 'condition or list of conditions',
    doc: 'Runs only where all of them hold. CEL.',
    inherited: true,
    differs: 'a condition is CEL, not Jinja',
  },
  environment: {
    on: everywhere,
    takes: 'mapping',
    doc: 'Environment variables of what the task runs on the host. What stands nearer to the task wins.',
    inherited: true,
    differs: "of the processes that the module starts, not of gorun's worker",
  },
  module_defaults: {
    on: everywhere,
    takes: 'modules and their params',
    doc: 'Parameters for every use of a module below; what the task itself says wins.',
    inherited: true,
    differs: 'modules only, no groups of them',
  },
  ignore_errors: {
    on: everywhere,
    takes: 'boolean',
    doc: 'A failure is shown and does not stop the host. Does not cover unreachable hosts.',
    inherited: true,
  },
  ignore_unreachable: {
    on: everywhere,
    takes: 'boolean',
    doc: 'A host that cannot be reached is shown, and goes on with its next task.',
    inherited: true,
  },
  run_once: {
    on: everywhere,
    takes: 'boolean',
    doc: 'Runs on the first live host of the batch; its result counts for all.',
    inherited: true,
    differs: 'refused with the strategy `free`, where Ansible runs it on every host',
  },
  throttle: {
    on: everywhere,
    takes: 'count',
    doc: 'Hosts that run the task at the same time, at most; never more than --forks.',
    inherited: true,
  },
  delegate_to: {
    on: tasks,
    takes: 'host',
    doc: 'The host that does the work; the variables stay those of the host whose turn it is.',
    inherited: true,
  },
  delegate_facts: {
    on: tasks,
    takes: 'boolean',
    doc: 'Facts go to the host that did the work.',
    inherited: true,
  },
  check_mode: {
    on: everywhere,
    takes: 'boolean',
    doc: '`true`: never changes anything. `false`: runs even with --check; only for what changes nothing that matters.',
    inherited: true,
    differs: 'what a task would leave behind is known to the tasks after it',
  },
  diff: {
    on: everywhere,
    takes: 'boolean',
    doc: 'Shows, or does not show, what changes, whatever --diff says.',
    inherited: true,
  },
  timeout: {
    on: everywhere,
    takes: 'seconds',
    doc: "Ends the task, with its processes on the host. The module's own limit where missing.",
    inherited: true,
    differs: 'also ends the processes on the host; where it is missing the module has a limit of its own',
  },
  no_log: {
    on: everywhere,
    takes: 'boolean',
    doc: 'Parameters and results stay out of output and logs.',
    inherited: true,
    differs: 'secrets are hidden without it as well',
  },
  become: {
    on: everywhere,
    takes: 'boolean',
    doc: 'POSIX hosts: the task runs as another user. On Windows the account of the connection needs the rights.',
    inherited: true,
    differs: 'POSIX hosts only',
  },
  become_user: { on: everywhere, takes: 'text', doc: 'That user; `root` where missing.', inherited: true },
  become_method: {
    on: everywhere,
    takes: 'text',
    doc: '`sudo` (where missing), `su` or `doas`.',
    inherited: true,
  },
  become_flags: { on: everywhere, takes: 'text', doc: 'Further arguments of that program.', inherited: true },
  register: { on: leaves, takes: 'text', doc: 'The variable that holds the result afterwards.' },
  loop: {
    on: leaves,
    takes: 'list or template',
    doc: 'Once for each item; `item` is the variable.',
    differs: 'a list, or a template that yields one; `with_…` is answered with what to write',
  },
  loop_control: {
    on: leaves,
    takes: 'mapping',
    doc: '`loop_var`, `index_var`, `label`, `pause` (seconds), `until` (a condition that ends the loop), `extended` (sets `ansible_loop`).',
    differs: '`until` in place of `break_when`',
  },
  until: {
    on: leaves,
    takes: 'condition or list of conditions',
    doc: 'Tries again until it holds.',
    differs: 'a condition is CEL, not Jinja',
  },
  retries: { on: leaves, takes: 'count', doc: 'Attempts after the first; 3 where only `until` stands.' },
  delay: { on: leaves, takes: 'seconds', doc: 'Between attempts; 5 where missing.' },
  failed_when: {
    on: leaves,
    takes: 'condition or list of conditions',
    doc: 'What counts as failure, instead of what the module says.',
    differs: 'a condition is CEL, not Jinja',
  },
  changed_when: {
    on: leaves,
    takes: 'condition or list of conditions',
    doc: 'What counts as a change, instead of what the module says.',
    differs: 'a condition is CEL, not Jinja',
  },
  notify: {
    on: ['block', 'task', 'handler'],
    takes: 'names',
    doc: 'Handlers to run when this task changed something.',
    inherited: true,
  },
  listen: { on: ['handler'], takes: 'names', doc: 'Further names under which the handler can be notified.' },
  block: { on: ['block'], takes: 'tasks', doc: 'Tasks that are rescued and cleaned up after together.' },
  rescue: {
    on: ['block'],
    takes: 'tasks',
    doc: 'Runs on a host where a task of the block failed. `rollback:` undoes what the block applied there.',
    differs: 'a rescued host counts as rolled back, not as good, unless the block says `resolved: true`',
  },
  always: { on: ['block'], takes: 'tasks', doc: 'Runs in any case, last.' },
  resolved: {
    on: ['block'],
    takes: 'boolean',
    doc: 'A rescued host counts as good again. Without it the host counts as rolled back.',
  },
} as const satisfies Record<string, Keyword>;

/** A keyword's name. */
export type KeywordName = keyof typeof keywords;

/** The names of the keywords that may stand there. */
export function keywordsOf(home: Home): readonly KeywordName[] {
  return keywordNames.filter((name) => (keywords[name].on as readonly Home[]).includes(home));
}

/** Whether a text is the name of a keyword. */
export function isKeyword(name: string): name is KeywordName {
  return Object.hasOwn(keywords, name);
}

const keywordNames = Object.keys(keywords).filter(isKeyword);
