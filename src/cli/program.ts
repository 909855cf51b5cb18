import { Command } from 'commander';
import { applyConfig } from './apply-config.ts';
import type { AddCommand, CommandContext } from './command.ts';
import { addCompletion } from './commands/completion.ts';
import { addConfig } from './commands/config.ts';
import { addDepot } from './commands/depot.ts';
import { addExplain } from './commands/explain.ts';
import { addInit } from './commands/init.ts';
import { addInventory } from './commands/inventory.ts';
import { addLab } from './commands/lab.ts';
import { addLint } from './commands/lint.ts';
import { addModule } from './commands/module.ts';
import { addModules } from './commands/modules.ts';
import { addPersist } from './commands/persist.ts';
import { addPing } from './commands/ping.ts';
import { addPlaybook } from './commands/playbook.ts';
import { addRun } from './commands/run.ts';
import { addSchema } from './commands/schema.ts';
import { addVault } from './commands/vault.ts';
import { helpFormat } from './help-format.ts';
import { gorunVersion } from './version.ts';

/** In the order of the help. */
const commands: readonly AddCommand[] = [
  addInit,
  addPlaybook,
  addRun,
  addPing,
  addPersist,
  addInventory,
  addLint,
  addConfig,
  addExplain,
  addModules,
  addModule,
  addSchema,
  addVault,
  addDepot,
  addLab,
  addCompletion,
];

/** The whole command line: a command per file; they only declare themselves here. */
export function gorunProgram(context: CommandContext): Command {
  const { out, err } = context.terminal;
  const program = new Command('gorun')
    .description(
      'Runs playbooks of idempotent modules over a fleet, with an honest check mode and a way back.',
    )
    .version(gorunVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(true)
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .showHelpAfterError('  fix: see the same command with --help.')
    .exitOverride()
    .configureHelp(helpFormat)
    .configureOutput({
      writeOut: (text) => out.write(text),
      writeErr: (text) => err.write(text),
      getOutHelpWidth: () => out.columns(),
      getErrHelpWidth: () => err.columns(),
      outputError: (text, write) => write(text.replace(/^error: /, `${err.colours.failed('error:')} `)),
    });
  program.hook('preAction', (_program, command) => applyConfig(command, context.terminal));
  for (const add of commands) add(program, context);
  program.addHelpText(
    'after',
    '\nStart with: gorun init, or gorun playbook upgrade.yml -i INVENTORY --check --diff',
  );
  return program;
}
