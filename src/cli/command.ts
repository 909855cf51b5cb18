import type { Command } from 'commander';
import type { ExitName } from '../errors/exit-codes.ts';
import type { Redactor } from '../secrets/redactor.ts';
import type { Terminal } from './terminal.ts';

/** What a command is given to declare itself with. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** What must never be shown; errors go through it too. */
  readonly secrets: Redactor;
  /** Told by a command how it ended; without it, success. */
  exit(name: ExitName): void;
}

/** Adds one command to the program. Heavy modules are imported inside its action, so that others start fast. */
export type AddCommand = (program: Command, context: CommandContext) => void;
