import { Option } from 'commander';
import { writeLines } from '../../report/output.ts';
import type { AddCommand } from '../command.ts';
import { examples } from '../examples.ts';
import { gathered, gatheredList } from '../option-values.ts';

/** The flags of `gorun lint`. */
export interface LintFlags {
  readonly fix?: boolean;
  readonly format: 'text' | 'json' | 'sarif';
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly rules?: boolean;
  readonly modulePath: readonly string[];
  readonly rolesPath: readonly string[];
}

/** `gorun lint [FILES]` */
export const addLint: AddCommand = (program, { terminal, exit }) => {
  program
    .command('lint')
    .description('check playbooks, roles and inventories: errors, and what is allowed but hardly wise')
    .argument('[files...]', 'files or folders; the whole project where missing')
    .option('--fix', 'mend what is safe to mend; comments and layout stay')
    .addOption(
      new Option('--format <format>', 'how to tell').choices(['text', 'json', 'sarif']).default('text'),
    )
    .option('--only <rules>', 'only these rules', gatheredList, [])
    .option('--skip <rules>', 'not these rules', gatheredList, [])
    .option('--rules', 'list the rules')
    .option(
      '-M, --module-path <folder>',
      'folder with modules of your own; may stand several times',
      gathered,
      [],
    )
    .option('--roles-path <folder>', 'folder with roles; may stand several times', gathered, [])
    .addHelpText(
      'after',
      `${examples([
        ['gorun lint', 'the whole project'],
        ['gorun lint playbooks/upgrade.yml --fix', 'one file, and mend what is safe'],
        ['gorun lint --format sarif > lint.sarif', 'for the code host'],
        ['gorun explain no-changed-when', 'what a rule wants'],
      ])}

A comment "# noqa: RULE" on the line, or on the first line of the task, switches a rule off there.`,
    )
    .action(async (files: string[], flags: LintFlags) => {
      const { lintFiles, ruleLines } = await import('../lint-files.ts');
      if (flags.rules === true) writeLines(terminal.out, ruleLines(terminal.out));
      else exit(await lintFiles(files, flags, terminal));
    });
};
