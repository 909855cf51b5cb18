/** Words of Ansible's language that are not part of this one, and what to do instead. */
export const notHere: Readonly<Record<string, string>> = {
  action: 'Write the module as the key: `command: {argv: […]}`.',
  local_action: 'Write the module as the key, and `delegate_to: localhost` beside it.',
  include: 'Write include_tasks (when the run comes there) or import_tasks (when the playbook is read).',
  become_exe: 'Put the program where become_method finds it.',
  async:
    'Long steps run detached by themselves and survive a lost connection; set `timeout:` where it needs long.',
  poll: 'Long steps run detached by themselves; set `timeout:` where it needs long.',
  gather_subset: 'Nothing is gathered by itself; use go_version_fact, which returns `go`.',
  gather_timeout: 'Nothing is gathered by itself; use go_version_fact, which returns `go`.',
  fact_path: 'Nothing is gathered by itself; use go_version_fact, which returns `go`.',
  collections: 'Modules are found in ./modules beside the playbook and in --module-path.',
  connection: 'Set ansible_connection in the inventory or in vars.',
  remote_user: 'Set ansible_user in the inventory or in vars.',
  port: 'Set ansible_port in the inventory or in vars.',
  args: 'Write the parameters below the module.',
  debugger: 'Run with --step, or with -v -v and --check.',
};

/** The answer to `with_items` and its relatives. */
export function loopInstead(key: string): string | undefined {
  if (!/^with_\w+$/.test(key)) return undefined;
  return loops[key] ?? 'Write `loop:` with a list.';
}

/** Ansible's older loops, and what to write. */
export const loops: Readonly<Record<string, string>> = {
  with_items: 'Write `loop:` with the same list (one level of nested lists is not flattened).',
  with_list: 'Write `loop:` with the same list.',
  with_dict: 'Write `loop: "{{ dict2items x }}"`; each item has key and value.',
  with_sequence: 'Write `loop: "{{ range 1 5 }}"`.',
  with_nested: 'Write a loop over include_tasks with a loop inside.',
  with_together: 'Write a loop over indices, with `loop_control: {index_var: i}`.',
  with_fileglob: 'Name the files in a list.',
};
