import type { ErrorDeclaration } from './declaration.ts';

/** What is wrong with what people wrote: playbooks, inventories, variables, templates. */
export const writtenErrors = {
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
} as const satisfies Record<string, ErrorDeclaration>;
