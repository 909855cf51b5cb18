/** What the engine gives to every host, and what each holds. */
export const magicNames = {
  inventory_hostname: 'The name of the host in the inventory.',
  inventory_hostname_short: 'That name up to its first dot.',
  host_platform:
    'What kind of host it is: `windows` or `posix` (`gorun_platform` and `ansible_shell_type` of the inventory say so).',
  groups: 'Groups of the inventory -> the names of their hosts.',
  group_names: 'The groups of the host without `all`, sorted.',
  hostvars: 'Names of hosts -> the variables of each, also what tasks set there.',
  play_hosts: 'Hosts of the batch that have not failed.',
  ansible_play_batch: 'As `play_hosts`.',
  ansible_play_hosts: 'Hosts of all batches of the play that have not failed.',
  ansible_play_hosts_all: 'Hosts that the play was to run on, also those that were lost on the way.',
  ansible_play_name: 'The name of the play.',
  ansible_check_mode: 'Whether the run was started with --check.',
  gorun_check_mode: 'As `ansible_check_mode`.',
  ansible_diff_mode: 'Whether the run was started with --diff.',
  ansible_forks: 'What --forks says.',
  ansible_limit: 'What --limit says; exists only where it was given.',
  ansible_run_tags: 'What --tags says; `["all"]` where it was not given.',
  ansible_skip_tags: 'What --skip-tags says.',
  run_id: 'The id of the run, as in the name of its log.',
  playbook_dir: 'The folder of the playbook.',
  role_name: 'In a role: its name.',
  ansible_role_name: 'As `role_name`.',
  role_path: 'In a role: its folder.',
  ansible_role_names: 'The names of the roles of the play.',
  omit: 'A parameter with this value counts as not given: {{ default port omit }}.',
  failed_task: 'In rescue and always: the task that failed, with its `name` and `module`.',
  failed_result: 'In rescue and always: what the failed task would have registered.',
  ansible_failed_task: 'As `failed_task`.',
  ansible_failed_result: 'As `failed_result`.',
} as const;

/** A name of {@link magicNames}. */
export type MagicName = keyof typeof magicNames;
