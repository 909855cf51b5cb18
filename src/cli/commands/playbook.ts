import { count } from '../../report/host-list.ts';
import { writeLines } from '../../report/output.ts';
import { shown } from '../../report/shown.ts';
import type { PreparedRun } from '../../run/prepare.ts';
import type { AddCommand, CommandContext } from '../command.ts';
import { examples } from '../examples.ts';
import { type PlaybookFlags, withPlaybookFlags } from '../run-flags.ts';

/** `gorun playbook FILE` */
export const addPlaybook: AddCommand = (program, context) => {
  const command = program
    .command('playbook')
    .description('run a playbook')
    .argument('<file>', 'the playbook; also looked for in playbooks/');
  withPlaybookFlags(command)
    .addHelpText(
      'after',
      examples([
        ['gorun playbook upgrade.yml -i prod --check --diff', 'show what would be done'],
        ['gorun playbook upgrade.yml -i prod', 'do it'],
        ['gorun playbook upgrade.yml -i prod --limit @failed:last', 'again, on hosts that were left'],
        ['gorun playbook upgrade.yml -i prod -e go_version=1.21.13', 'with a variable'],
        ['gorun playbook upgrade.yml --list-tasks', 'what is in it'],
      ]),
    )
    .action(async (file: string, flags: PlaybookFlags) => {
      const { terminal } = context;
      const [{ findPlaybook }, { runRequest }, { prepareRun }, { tellWarnings }] = await Promise.all([
        import('../playbook-file.ts'),
        import('../run-request.ts'),
        import('../../run/prepare.ts'),
        import('../warnings.ts'),
      ]);
      const path = await findPlaybook(file, terminal.cwd);
      const prepared = await prepareRun(await runRequest({ file: path }, flags, context));
      tellWarnings(prepared.inventory.warnings, terminal);
      if (await told(file, prepared, flags, context)) return;
      const { tellRun } = await import('../tell-run.ts');
      await tellRun(prepared, flags, context);
    });
};

/** Tells what was asked for instead of running; false where nothing was. */
async function told(
  file: string,
  prepared: PreparedRun,
  flags: PlaybookFlags,
  { terminal: { out } }: CommandContext,
): Promise<boolean> {
  const { listHosts, listTasks, listTags, syntaxCheck } = flags;
  if (listHosts !== true && listTasks !== true && listTags !== true && syntaxCheck !== true) return false;
  const { hostLines, tagLines, taskLines } = await import('../list-lines.ts');
  if (listHosts === true) writeLines(out, hostLines(prepared));
  if (listTasks === true) writeLines(out, taskLines(prepared, out));
  if (listTags === true) writeLines(out, tagLines(prepared));
  if (syntaxCheck === true)
    writeLines(out, [`${shown(file)}: ${count(prepared.playbook.plays.length, 'play')}, no errors`]);
  return true;
}
