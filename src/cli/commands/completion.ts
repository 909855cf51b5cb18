import { Argument } from 'commander';
import type { AddCommand } from '../command.ts';
import { type Shell, shells } from '../completion/scripts.ts';
import { examples } from '../examples.ts';

/** `gorun completion SHELL` */
export const addCompletion: AddCommand = (program, { terminal }) => {
  program
    .command('completion')
    .description('print what your shell needs to complete commands, flags, playbooks, hosts, modules')
    .addArgument(new Argument('<shell>', 'which shell').choices(shells))
    .addHelpText(
      'after',
      examples([
        ['source <(gorun completion bash)', 'bash, in ~/.bashrc'],
        ['source <(gorun completion zsh)', 'zsh, in ~/.zshrc after compinit'],
        ['gorun completion fish > ~/.config/fish/completions/gorun.fish', 'fish'],
      ]),
    )
    .action(async (shell: Shell) => {
      const { scripts } = await import('../completion/scripts.ts');
      terminal.out.write(scripts[shell]);
    });

  program
    .command('complete', { hidden: true })
    .description('what may stand next on a command line, one a line; for the scripts of completion')
    .argument('<line>', 'the line as far as it was typed')
    .action(async (line: string) => {
      const { candidates } = await import('../completion/candidates.ts');
      const { splitLine } = await import('../completion/split-line.ts');
      const { valuesOf } = await import('../completion/values.ts');
      for (const { word, says = '' } of await candidates(program, splitLine(line), terminal, valuesOf))
        terminal.out.write(`${word}\t${says.split('\n', 1)[0] ?? ''}\n`);
    });
};
