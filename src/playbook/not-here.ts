/** Words of Ansible's language that are not part of this one, and what to do instead. */
export const notHere: Readonly<Record<string, string>> = {
  action: 'Write the module as the key: `win_command: {argv: […]}`.',
  local_action: 'Tasks cannot be delegated; modules such as debug and set_fact run on the controller anyway.',
  delegate_to: 'Tasks cannot be delegated; give the work to a play of its own with those hosts.',
  roles: 'Write the tasks into the play; roles are not read.',
  include_tasks: 'Write the tasks here; other files are not included.',
  import_tasks: 'Write the tasks here; other files are not included.',
  include_role: 'Write the tasks here; roles are not read.',
  import_role: 'Write the tasks here; roles are not read.',
  import_playbook: 'Run the playbooks one after the other.',
  include_vars: 'Put the variables into group_vars or host_vars, or give them with -e @FILE.',
  vars_files: 'Put the variables into group_vars or host_vars, or give them with -e @FILE.',
  vars_prompt: 'Give the values with -e, or in the inventory.',
  become: 'The account of the connection needs the rights; over SSH an administrator is elevated already.',
  become_user: 'The account of the connection needs the rights.',
  become_method: 'The account of the connection needs the rights.',
  become_flags: 'The account of the connection needs the rights.',
  async:
    'Long steps run detached by themselves and survive a lost connection; set `timeout:` where it needs long.',
  poll: 'Long steps run detached by themselves; set `timeout:` where it needs long.',
  strategy: 'Batches run linear: each task on all hosts of the batch, then the next.',
  order: 'Hosts are taken in the order of the inventory.',
  throttle: 'Limit the hosts with `serial:` or --forks.',
  gather_facts: 'Nothing is gathered by itself; use go_version_fact, which returns `go`.',
  gather_subset: 'Nothing is gathered by itself; use go_version_fact, which returns `go`.',
  environment: 'Give the variables to the module: win_command has `environment`.',
  module_defaults: 'Put the values into `vars:` and use them in the tasks.',
  collections: 'Modules are found in ./modules beside the playbook and in --module-path.',
  connection: 'Set ansible_connection in the inventory.',
  remote_user: 'Set ansible_user in the inventory.',
  port: 'Set ansible_port in the inventory.',
  ignore_unreachable: 'An unreachable host counts as a failure; take it out with --limit.',
  check_mode: 'Use --check; it asks the same probes and makes the same plans as the run.',
  diff: 'Use --diff.',
  args: 'Write the parameters below the module.',
  force_handlers: 'Put what must happen into `always:`.',
  debugger: 'Run with -v -v, and with --check.',
};

/** The answer to `with_items` and its relatives. */
export function loopInstead(key: string): string | undefined {
  if (!/^with_\w+$/.test(key)) return undefined;
  return key === 'with_items' || key === 'with_list'
    ? 'Write `loop:` with the same list.'
    : 'Write `loop:` with a list.';
}
