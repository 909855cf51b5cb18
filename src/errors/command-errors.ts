import type { ErrorDeclaration } from './declaration.ts';

/** What is wrong with a run as a whole, its configuration, the command line or the lab. */
export const commandErrors = {
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
