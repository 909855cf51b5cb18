import { CommanderError } from 'commander';
import { catalogue } from '../errors/catalogue.ts';
import type { ExitName } from '../errors/exit-codes.ts';
import { GorunError, GorunErrors } from '../errors/gorun-error.ts';
import { type Output, writeLines } from '../report/output.ts';
import { Redactor } from '../secrets/redactor.ts';
import { gorunProgram } from './program.ts';
import type { Terminal } from './terminal.ts';

/** The exit that an error stands for. */
function exitOf(error: unknown): ExitName {
  if (error instanceof GorunErrors) return error.errors[0] ? exitOf(error.errors[0]) : 'internal';
  return error instanceof GorunError ? catalogue[error.code].exit : 'internal';
}

/** An output through which no secret gets, whoever writes: errors, warnings, reports. */
function masked(output: Output, secrets: Redactor): Output {
  return { ...output, write: (text) => output.write(secrets.text(text)) };
}

/** Runs a command line to its end and says how it ended. Never throws. */
export async function runCommandLine(given: Terminal): Promise<ExitName> {
  let ended: ExitName = 'success';
  const secrets = new Redactor();
  const terminal = { ...given, out: masked(given.out, secrets), err: masked(given.err, secrets) };
  const program = gorunProgram({
    terminal,
    secrets,
    exit: (name) => {
      ended = name;
    },
  });
  try {
    await program.parseAsync(terminal.argv, { from: 'user' });
    return ended;
  } catch (error) {
    // Commander has printed its message already; help and version are no errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 'success' : 'usage';
    const { failureOfCommandLines } = await import('../report/error-lines.ts');
    const debug = terminal.argv.includes('--debug');
    const { colours } = terminal.err;
    const lines = failureOfCommandLines(error, { colours, folder: terminal.cwd, debug });
    writeLines(terminal.err, lines);
    return exitOf(error);
  }
}
