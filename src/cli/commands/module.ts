import { relative, resolve } from 'node:path';
import { writeLines } from '../../report/output.ts';
import { shown } from '../../report/shown.ts';
import type { AddCommand } from '../command.ts';
import { examples } from '../examples.ts';

/** `gorun module new NAME` */
export const addModule: AddCommand = (program, { terminal }) => {
  const module = program
    .command('module')
    .description('modules of your own')
    .addHelpText('after', examples([['gorun module new tidy_disk', 'a skeleton in modules/tidy_disk']]));
  module
    .command('new')
    .description('write a skeleton of a module into modules/NAME; its cases pass')
    .argument('<name>', 'small letters, digits and _')
    .option('-d, --dir <folder>', 'where modules lie', 'modules')
    .option('--script', 'module.yml and a script, without TypeScript')
    .action(async (name: string, flags: { dir: string; script?: boolean }) => {
      const { writeModuleSkeleton } = await import('../../module/skeleton/write-skeleton.ts');
      const files = await writeModuleSkeleton(resolve(terminal.cwd, flags.dir), name, {
        script: flags.script === true,
      });
      writeLines(
        terminal.out,
        files.map((file) => `wrote ${shown(relative(terminal.cwd, file))}`),
      );
    });
};
