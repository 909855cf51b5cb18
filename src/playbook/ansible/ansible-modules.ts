/** Ansible's modules, and what does their work here. */
const counterparts: Readonly<Record<string, string>> = {
  raw: 'Use shell, or powershell on Windows.',
  script: 'Use shell (powershell on Windows) with the script as its parameter.',
  win_shell: 'Use powershell.',
  win_powershell: 'Use powershell.',
  win_ping: 'Use ping.',
  lineinfile: 'Use line_in_file.',
  win_stat: 'Use stat.',
  win_msi: 'Use win_package, or msi_install for Go.',
  win_chocolatey: 'Use fetch_msi and msi_install.',
  win_path: 'Use env_path.',
  setup: 'Use go_version_fact.',
  gather_facts: 'Use go_version_fact.',
  win_uri: 'Use uri.',
  systemd: 'Use service.',
  systemd_service: 'Use service.',
  cron: 'Use win_scheduled_task.',
  at: 'Use win_scheduled_task.',
  win_scheduled_task_stat: 'Use win_scheduled_task with a name alone.',
  meta: 'Use rollback in a rescue; handlers run at the end of each section.',
};

/** `debug` of `ansible.builtin.debug`; collections that no module here is modelled on have other modules. */
export function moduleName(key: string): string {
  return key.replace(/^(?:ansible\.(?:builtin|windows|legacy)|community\.windows)\./, '');
}

/** What to write for a module of Ansible's that is not here; undefined for names that nobody knows. */
export function counterpart(name: string): string | undefined {
  return Object.hasOwn(counterparts, name) ? counterparts[name] : undefined;
}
