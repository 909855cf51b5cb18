import type { AddCommand } from '../command.ts';
import { examples } from '../examples.ts';
import { type RunFlags, withRunFlags } from '../run-flags.ts';

/** `gorun run PATTERN MODULE key=value …` */
export const addRun: AddCommand = (program, context) => {
  const command = program
    .command('run')
    .description('run one module on hosts')
    .argument('<pattern>', 'which hosts, e.g. windows:!broken')
    .argument('<module>', 'which module; see gorun modules')
    .argument('[params...]', 'key=value, or one JSON object');
  command.addHelpText(
    'after',
    examples([
      ['gorun run windows win_command \'argv=["hostname"]\' -i prod', 'a program on a group of hosts'],
      ['gorun run web1 env_path scope=machine tidy=true -i prod --check', 'what would a module do?'],
    ]),
  );
  withRunFlags(command).action(async (pattern: string, module: string, params: string[], flags: RunFlags) => {
    const { moduleParams } = await import('../module-params.ts');
    const { runAdHoc } = await import('../ad-hoc.ts');
    await runAdHoc({ pattern, module, params: moduleParams(params) }, flags, context);
  });
};
