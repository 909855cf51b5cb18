import { writeLines } from '../../report/output.ts';
import type { AddCommand } from '../command.ts';
import { examples } from '../examples.ts';
import { gathered } from '../option-values.ts';

/** `gorun explain WORD` */
export const addExplain: AddCommand = (program, { terminal }) => {
  program
    .command('explain')
    .description('say what a keyword, module, helper, error code, lint rule, setting or exit code means')
    .argument('<word>', 'for example serial, debug, join, playbook/shape, name-tasks')
    .option(
      '-M, --module-path <folder>',
      'folder with modules of your own; may stand several times',
      gathered,
      [],
    )
    .addHelpText(
      'after',
      examples([
        ['gorun explain serial', 'a keyword'],
        ['gorun explain env_path', 'a module'],
        ['gorun explain expression/undefined-name', 'an error'],
      ]),
    )
    .action(async (word: string, flags: { modulePath: readonly string[] }) => {
      const { explainLines } = await import('../explain-lines.ts');
      const { registryFor } = await import('../../run/registry.ts');
      const { cwd, out } = terminal;
      writeLines(out, explainLines(word, await registryFor(cwd, cwd, flags.modulePath), out));
    });
};
