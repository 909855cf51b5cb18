import { count } from '../../report/host-list.ts';
import { writeLines } from '../../report/output.ts';
import { shown } from '../../report/shown.ts';
import type { PreparedRun } from '../../run/prepare.ts';
import type { AddCommand } from '../command.ts';
import { type PlaybookFlags, withPlaybookFlags } from '../run-flags.ts';

function hostLines(prepared: PreparedRun): string[] {
  return prepared.playbook.plays.flatMap((play) => {
    const hosts = prepared.hostsOf(play.hosts);
    return [
      `${shown(play.name)}: ${count(hosts.length, 'host')}`,
      ...hosts.map((host) => `  ${shown(host)}`),
    ];
  });
}

/** `gorun playbook FILE` */
export const addPlaybook: AddCommand = (program, context) => {
  const command = program
    .command('playbook')
    .description('run a playbook')
    .argument('<file>', 'the playbook; also looked for in playbooks/');
  withPlaybookFlags(command).action(async (file: string, flags: PlaybookFlags) => {
    const { terminal } = context;
    const [{ findPlaybook }, { runRequest }, { prepareRun }] = await Promise.all([
      import('../playbook-file.ts'),
      import('../run-request.ts'),
      import('../../run/prepare.ts'),
    ]);
    const path = await findPlaybook(file, terminal.cwd);
    const prepared = await prepareRun(await runRequest({ file: path }, flags, terminal));
    if (flags.listHosts === true) writeLines(terminal.out, hostLines(prepared));
    if (flags.syntaxCheck === true)
      writeLines(terminal.out, [
        `${shown(file)}: ${count(prepared.playbook.plays.length, 'play')}, no errors`,
      ]);
    if (flags.listHosts === true || flags.syntaxCheck === true) return;
    const { tellRun } = await import('../tell-run.ts');
    await tellRun(prepared, flags, context);
  });
};
