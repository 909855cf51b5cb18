import type { AddCommand } from '../command.ts';
import { examples } from '../examples.ts';
import { type RunFlags, withRunFlags } from '../run-flags.ts';

/** `gorun ping PATTERN` */
export const addPing: AddCommand = (program, context) => {
  const command = program
    .command('ping')
    .description('see which hosts can be reached and worked with')
    .argument('[pattern]', 'which hosts', 'all');
  command.addHelpText('after', examples([['gorun ping windows -i prod', 'who of a group answers?']]));
  withRunFlags(command).action(async (pattern: string, flags: RunFlags) => {
    const { runAdHoc } = await import('../ad-hoc.ts');
    await runAdHoc({ pattern, module: 'ping', params: {} }, flags, context);
  });
};
