/** The exit codes of `gorun`, each with one meaning. The table in docs/exit-codes.md is made from this. */
export const exitCodes = {
  success: { code: 0, meaning: 'Every host is as the playbook wants it.' },
  internal: { code: 1, meaning: 'A defect of gorun itself; run again with --debug and report it.' },
  failed: { code: 2, meaning: 'At least one host failed.' },
  rolledBack: { code: 3, meaning: 'No host failed, but at least one was rolled back.' },
  unreachable: {
    code: 4,
    meaning: 'No host failed or was rolled back, but at least one could not be reached.',
  },
  usage: { code: 5, meaning: 'The command line is wrong.' },
  playbook: { code: 6, meaning: 'The playbook, or a module it names, is wrong; no host was contacted.' },
  inventory: { code: 7, meaning: 'The inventory is wrong or no host matches; no host was contacted.' },
  environment: { code: 8, meaning: 'Something this machine needs is missing (lab, depot, files).' },
  vault: { code: 9, meaning: 'Something encrypted could not be opened or written; no host was contacted.' },
  lint: { code: 10, meaning: '`gorun lint` found something; nothing that would stop a run.' },
  interrupted: { code: 130, meaning: 'Stopped by Ctrl-C, or by the signals TERM and HUP.' },
} as const;

/** The name of an exit code. */
export type ExitName = keyof typeof exitCodes;
