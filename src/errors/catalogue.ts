import type { ExitName } from './exit-codes.ts';

/** How an error is declared: one place for its meaning, its general fix and its exit code. */
export interface ErrorDeclaration {
  /** What it means, in one sentence. */
  readonly meaning: string;
  /** What to try when the place that raised it knew nothing better. */
  readonly fix: string;
  readonly exit: ExitName;
}

/**
 * Every error that gorun can end with, or give to a host's task. docs/errors.md is made from this.
 * A code is `room/what-is-wrong`; codes are never renamed, people search for them.
 */
export const catalogue = {
  // source: reading files that people wrote
  'source/unreadable': {
    meaning: 'A file cannot be read.',
    fix: 'Check the path and its permissions.',
    exit: 'playbook',
  },
  'source/yaml-syntax': {
    meaning: 'A file is not valid YAML 1.2.',
    fix: 'Mend the YAML at the place shown.',
    exit: 'playbook',
  },
  'source/too-large': {
    meaning: 'A file is larger or deeper than gorun reads, or its aliases multiply.',
    fix: 'Split the file, or write the aliases out.',
    exit: 'playbook',
  },
  'source/duplicate-key': {
    meaning: 'A key stands twice in one mapping.',
    fix: 'Remove one of the two.',
    exit: 'playbook',
  },
  // expression
  'expression/template-syntax': {
    meaning: 'A template is not valid.',
    fix: 'Templates are Handlebars: {{ name }} or {{ helper value }}.',
    exit: 'playbook',
  },
  'expression/jinja': {
    meaning: "Jinja's form stands where gorun has another.",
    fix: 'Write the form shown.',
    exit: 'playbook',
  },
  'expression/undefined-name': {
    meaning: 'A name is not defined.',
    fix: 'Define it in vars, the inventory or with -e, or correct its spelling.',
    exit: 'playbook',
  },
  'expression/condition-syntax': {
    meaning: 'A condition is not valid CEL.',
    fix: 'Conditions are CEL: a == b, a && b, has(a.b), matches(a, "re").',
    exit: 'playbook',
  },
  'expression/condition-type': {
    meaning: 'A condition does not yield true or false, or compares what cannot be compared.',
    fix: 'Compare values of one type; goVersion("1.21.0") makes a Go version of a string.',
    exit: 'playbook',
  },
  'expression/helper': {
    meaning: 'A helper of a template, or a function of a condition, was given what it cannot work with.',
    fix: 'Give it the kinds of values that the message names.',
    exit: 'playbook',
  },
  'expression/unknown-helper': {
    meaning: 'A template calls a helper that does not exist.',
    fix: 'Correct its name; docs/language.md lists the helpers.',
    exit: 'playbook',
  },
  'expression/impossible': {
    meaning: 'A condition, or a part of it, is always true or always false.',
    fix: 'Compare with what varies; write `when: false` to switch a task off.',
    exit: 'playbook',
  },
  'expression/cycle': {
    meaning: 'Variables refer to each other in a circle.',
    fix: 'Give one of them a value that does not need the others.',
    exit: 'playbook',
  },
  // playbook
  'playbook/shape': {
    meaning: 'A part of the playbook has the wrong type.',
    fix: 'Write it as the language reference shows.',
    exit: 'playbook',
  },
  'playbook/unknown-keyword': {
    meaning: 'A keyword is not part of the language.',
    fix: 'Correct its spelling or see docs/language.md.',
    exit: 'playbook',
  },
  'playbook/no-module': {
    meaning: 'A task names no module, or more than one.',
    fix: 'Give the task exactly one module.',
    exit: 'playbook',
  },
  'playbook/rollback-outside-rescue': {
    meaning: '`rollback:` stands outside of a rescue section.',
    fix: 'Move it into the rescue of the block that it is to undo.',
    exit: 'playbook',
  },
  'playbook/unknown-handler': {
    meaning: 'notify names a handler that the play does not have.',
    fix: 'Correct the name or add the handler.',
    exit: 'playbook',
  },
  'playbook/unsupported': {
    meaning: 'A keyword of Ansible that gorun does not have.',
    fix: 'Do as the message says.',
    exit: 'playbook',
  },
  'playbook/no-file': {
    meaning: 'A file or role that the playbook names is not there.',
    fix: 'Correct its name, or put it where it is looked for.',
    exit: 'playbook',
  },
  'playbook/cyclic-include': {
    meaning: 'Files or roles include each other in a circle.',
    fix: 'Take one of the includes out, or use include_tasks with a condition.',
    exit: 'playbook',
  },
  'playbook/unknown-task': {
    meaning: 'No task has the name that --start-at-task gives.',
    fix: 'See the names with --list-tasks.',
    exit: 'usage',
  },
  // inventory
  'inventory/not-found': {
    meaning: 'No inventory of that name was found.',
    fix: 'Give a file with -i, or put it at inventories/NAME.yml.',
    exit: 'inventory',
  },
  'inventory/syntax': {
    meaning: 'An inventory is not valid.',
    fix: 'Mend it at the place shown.',
    exit: 'inventory',
  },
  'inventory/script': {
    meaning: 'An inventory script failed, hung, or printed something else than an inventory.',
    fix: 'Run it by hand with --list and mend it.',
    exit: 'inventory',
  },
  'inventory/unknown-pattern': {
    meaning: 'A host pattern matches nothing.',
    fix: 'Name a host or group of the inventory.',
    exit: 'inventory',
  },
  // vault: what is encrypted in place
  'vault/no-key': {
    meaning: 'Something is encrypted, and no key for it was given.',
    fix: 'Give a key: --vault-key-file, --vault-passphrase-file, --vault-key-command, or GORUN_VAULT_KEY_FILE.',
    exit: 'vault',
  },
  'vault/wrong-key': {
    meaning: 'None of the keys given opens what is encrypted.',
    fix: 'Give the key of one of its recipients, or the passphrase it was encrypted with.',
    exit: 'vault',
  },
  'vault/damaged': {
    meaning: 'What is encrypted was changed, or a part of it is missing.',
    fix: 'Take it from version control or a backup again.',
    exit: 'vault',
  },
  'vault/format': {
    meaning:
      'What is to be decrypted is not encrypted, what is to be encrypted is already, or the form is not known.',
    fix: 'gorun reads age (armored) and Ansible vault 1.1 and 1.2.',
    exit: 'vault',
  },
  'vault/key': {
    meaning:
      'A key, passphrase or recipient is not usable: not there, not readable, of the wrong form, or open to others.',
    fix: 'See the message; `gorun vault keygen` makes a key.',
    exit: 'vault',
  },
  'vault/no-recipient': {
    meaning: 'Nothing says for whom to encrypt.',
    fix: 'Give --recipient age1…, write the recipients into .gorun-recipients, or give a key or passphrase.',
    exit: 'vault',
  },
  'vault/no-terminal': {
    meaning: 'A passphrase or value must be typed, and there is no terminal.',
    fix: 'Give it by --vault-passphrase-file, GORUN_VAULT_PASSPHRASE, or on standard input.',
    exit: 'vault',
  },
  'vault/editor': {
    meaning: 'The editor could not be started or failed; the file is as it was.',
    fix: 'Set VISUAL or EDITOR to an editor that waits until the file is closed.',
    exit: 'vault',
  },
  'vault/write': {
    meaning: 'A file could not be written; it is as it was.',
    fix: 'Check the folder, its permissions and the space left.',
    exit: 'vault',
  },
  // module
  'module/unknown': {
    meaning: 'No module of that name exists.',
    fix: 'See `gorun modules`; custom modules live in ./modules or --module-path.',
    exit: 'playbook',
  },
  'module/params': {
    meaning: 'The parameters of a module are wrong.',
    fix: 'See `gorun modules NAME`.',
    exit: 'playbook',
  },
  'module/definition': {
    meaning: 'A module cannot be loaded.',
    fix: 'Mend the module at the place shown.',
    exit: 'playbook',
  },
  'module/no-such-file': {
    meaning: 'A file that a task names is not on the controller.',
    fix: 'Mend the path; relative ones start in `files/` or `templates/` of the role or playbook, or beside it.',
    exit: 'failed',
  },
  'module/bad-source': {
    meaning: 'A file or folder of the controller cannot be put onto a host as it is.',
    fix: 'Do as the message says.',
    exit: 'failed',
  },
  'module/refused': {
    meaning: 'A module refuses to go on, before anything was touched.',
    fix: 'Do as the message says.',
    exit: 'failed',
  },
  'module/platform': {
    meaning: 'A module does not run on this kind of host.',
    fix: 'Use a module for that platform, or a condition.',
    exit: 'failed',
  },
  'module/probe-failed': {
    meaning: 'The state of the host could not be read.',
    fix: 'See the message; nothing was changed by this task.',
    exit: 'failed',
  },
  'module/apply-failed': {
    meaning: 'A step failed on the host.',
    fix: 'See the message; a `rescue` with `rollback:` takes back what was applied.',
    exit: 'failed',
  },
  'module/not-converged': {
    meaning: 'After its steps the host is not as the task wants it.',
    fix: 'See the remaining steps.',
    exit: 'failed',
  },
  'module/timeout': {
    meaning: 'A task passed its time limit; its processes were ended.',
    fix: 'Raise `timeout`, or find out why it hangs.',
    exit: 'failed',
  },
  // task: what a task can end with beside its module
  'task/failed': {
    meaning: 'A task says that it failed: fail, assert, or a custom module.',
    fix: 'See the message.',
    exit: 'failed',
  },
  'task/failed-when': {
    meaning: 'The failed_when of a task holds.',
    fix: 'See the result of the task with -v.',
    exit: 'failed',
  },
  'task/until': {
    meaning: 'The until of a task did not come true within its retries.',
    fix: 'Raise `retries` or `delay`, or find out what it waits for.',
    exit: 'failed',
  },
  'task/loop': {
    meaning: 'The loop of a task is not a list.',
    fix: 'Give `loop` a list, or an expression that yields one.',
    exit: 'failed',
  },
  'task/rollback-failed': {
    meaning: 'A step could not be taken back; the others were.',
    fix: 'Look at the host: the steps that remain are named in the message.',
    exit: 'failed',
  },
  // depot and index
  'depot/unavailable': {
    meaning: 'The depot or version index cannot be read.',
    fix: 'Check the URL or folder and that it is served.',
    exit: 'environment',
  },
  'depot/bad-index': {
    meaning: 'The version index is not of the known shape.',
    fix: 'Serve the shape of go.dev/dl/?mode=json.',
    exit: 'environment',
  },
  'depot/unknown-version': {
    meaning: 'The index does not have that version.',
    fix: 'Pick a version of the index, or add the installer with `gorun depot add`.',
    exit: 'failed',
  },
  // connection
  'connection/unreachable': {
    meaning: 'The host cannot be reached.',
    fix: 'Check address, port and that the service runs.',
    exit: 'unreachable',
  },
  'connection/host-key-unknown': {
    meaning: 'The host key is not in known_hosts.',
    fix: 'Check the fingerprint and add the key, or use accept-new.',
    exit: 'unreachable',
  },
  'connection/host-key-changed': {
    meaning: 'The host key is not the one in known_hosts.',
    fix: 'Find out why before anything else; remove the old line only when sure.',
    exit: 'unreachable',
  },
  'connection/authentication': {
    meaning: 'The host refuses the key or password.',
    fix: 'Check user, key and password.',
    exit: 'unreachable',
  },
  'connection/config': {
    meaning: 'The settings of the connection are wrong or not supported.',
    fix: 'Mend the setting named.',
    exit: 'inventory',
  },
  'connection/lost': {
    meaning: 'The connection was lost and could not be made again.',
    fix: 'See the state of the host in the recap before the next run.',
    exit: 'unreachable',
  },
  'connection/no-worker': {
    meaning: 'The worker could not be started on the host.',
    fix: 'Check that PowerShell (Windows) or sh (POSIX) can be started over this connection.',
    exit: 'unreachable',
  },
  'connection/become': {
    meaning: 'Another account could not be taken on for a task (become).',
    fix: 'Check become_method, become_user and the password, and that the account of the connection may do it.',
    exit: 'failed',
  },
  'connection/file-transfer': {
    meaning: 'A file could not be moved to or from the host.',
    fix: 'Check the path and the rights of the account.',
    exit: 'failed',
  },
  // worker
  'worker/lock-held': {
    meaning: 'Another run holds the lock of the host.',
    fix: 'Wait for it, or take the lock of a dead run with --steal-lock.',
    exit: 'failed',
  },
  'worker/no-state': {
    meaning: 'gorun cannot keep its lock and its receipts on the host.',
    fix: 'Let the account write to gorun’s folder there, use become, or look for a full or read-only disk.',
    exit: 'failed',
  },
  'worker/protocol': {
    meaning: 'The worker answered what the controller does not understand.',
    fix: 'Report it with the output of --debug.',
    exit: 'failed',
  },
  'worker/unsettled': {
    meaning: 'The connection broke while a step ran and its outcome could not be found out.',
    fix: 'Look at the host; gorun does not repeat a step blindly.',
    exit: 'failed',
  },
  // run
  'run/unknown': {
    meaning: '--limit names a run that left no list of its hosts.',
    fix: 'Give the id that the recap of the run showed, or `last`.',
    exit: 'usage',
  },
  'run/unwritable': {
    meaning: 'A file that the command is to write cannot be written.',
    fix: 'Check the folder and its permissions.',
    exit: 'environment',
  },
  'run/exists': {
    meaning: 'A file that the command is to write exists already.',
    fix: 'Name another folder, or move the file away.',
    exit: 'environment',
  },
  // config
  'config/setting': {
    meaning: 'A setting in gorun.config.yml or the environment is unknown or has the wrong type.',
    fix: 'See `gorun config`.',
    exit: 'usage',
  },
  // cli
  'cli/no-answer': {
    meaning: 'A question cannot be asked, or was not answered.',
    fix: 'Give the value with -e.',
    exit: 'usage',
  },
  'cli/usage': { meaning: 'The command line is wrong.', fix: 'See --help.', exit: 'usage' },
  // lab
  'lab/missing': {
    meaning: 'The lab cannot be set up on this machine.',
    fix: 'Install what is named.',
    exit: 'environment',
  },
  'lab/failed': {
    meaning: 'A part of the lab failed to build or start.',
    fix: 'See the message and the log it names.',
    exit: 'environment',
  },
} as const satisfies Record<string, ErrorDeclaration>;

/** The code of an error in the catalogue. */
export type ErrorCode = keyof typeof catalogue;
