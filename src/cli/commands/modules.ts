import { writeLines } from '../../report/output.ts';
import type { AddCommand } from '../command.ts';
import { examples } from '../examples.ts';
import { gathered } from '../option-values.ts';

/** `gorun modules [NAME]` */
export const addModules: AddCommand = (program, { terminal }) => {
  program
    .command('modules')
    .description('list the modules, or show the reference of one')
    .argument('[name]', 'the module')
    .option(
      '-M, --module-path <folder>',
      'folder with modules of your own; may stand several times',
      gathered,
      [],
    )
    .addHelpText(
      'after',
      examples([
        ['gorun modules', 'all modules'],
        ['gorun modules env_path', 'the parameters of one'],
      ]),
    )
    .action(async (name: string | undefined, flags: { modulePath: readonly string[] }) => {
      const { moduleListLines, moduleReferenceLines } = await import('../module-reference.ts');
      const { registryFor } = await import('../../run/registry.ts');
      const registry = await registryFor(terminal.cwd, terminal.cwd, flags.modulePath);
      const { out, err, cwd } = terminal;
      if (registry.broken !== undefined && registry.broken.size > 0 && name === undefined) {
        const { errorLines } = await import('../../report/error-lines.ts');
        const errors = [...registry.broken.values()].flatMap((one) => one.errors);
        writeLines(
          err,
          errors.flatMap((error) => [...errorLines(error, err.colours, cwd), '']),
        );
      }
      writeLines(
        out,
        name === undefined ? moduleListLines(registry, out) : moduleReferenceLines(registry, name, out),
      );
    });
};
