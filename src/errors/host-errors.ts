import type { ErrorDeclaration } from './declaration.ts';

/** What goes wrong with a task, its module and its host. */
export const hostErrors = {
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
} as const satisfies Record<string, ErrorDeclaration>;
