import type { AddCommand } from '../command.ts';
import { examples } from '../examples.ts';

/** `gorun persist status|stop` */
export const addPersist: AddCommand = (program, context) => {
  const persist = program
    .command('persist')
    .description('connections and workers that --persist keeps between runs')
    .addHelpText(
      'after',
      examples([
        ['gorun playbook upgrade.yml -i prod --persist', 'keep them for 10 minutes after their last use'],
        ['gorun playbook upgrade.yml -i prod --persist=2h', 'keep them for longer'],
        ['gorun persist status', 'what is kept'],
        ['gorun persist stop', 'end it now'],
      ]),
    );
  persist
    .command('status')
    .description('show which connections are kept, since when and for how long')
    .option('--json', 'as JSON')
    .action(async (flags: { json?: boolean }) => {
      const { showKept } = await import('../show-kept.ts');
      await showKept(flags.json === true, context.terminal);
    });
  persist
    .command('stop')
    .description('end all connections that no run uses, and the background process with them')
    .action(async () => {
      const { stopKeepers } = await import('../show-kept.ts');
      await stopKeepers(context.terminal);
    });
};
