import { writeLines } from '../../report/output.ts';
import { shown } from '../../report/shown.ts';
import type { AddCommand } from '../command.ts';
import { examples } from '../examples.ts';

/** `gorun init [DIR]` */
export const addInit: AddCommand = (program, { terminal }) => {
  program
    .command('init')
    .description('begin a project: an inventory, a playbook, settings, schemas for your editor')
    .argument('[folder]', 'where; made where it does not exist', '.')
    .addHelpText('after', examples([['gorun init fleet', 'begin a project in the folder fleet']]))
    .action(async (folder: string) => {
      const { initProject } = await import('../init-project.ts');
      const { out, cwd } = terminal;
      const files = await initProject(folder, cwd);
      writeLines(out, [
        ...files.map((file) => `wrote ${shown(file)}`),
        '',
        'Next:',
        ...(folder === '.' ? [] : [`  cd ${shown(folder)}`]),
        '  gorun lint                                   # is all of it as it should be?',
        '  gorun playbook hello.yml --check --diff      # what would it do?',
        '  gorun playbook hello.yml                     # do it',
      ]);
    });
};
