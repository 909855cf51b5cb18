import type { Command } from 'commander';
import { gorunProgram } from '../../src/cli/program.ts';
import { palette } from '../../src/report/colours.ts';
import { Redactor } from '../../src/secrets/redactor.ts';

/** Characters of a line on the page. */
const columns = 110;

/** docs/cli.md: the help of every command, from its declaration. */
export function cliPage(): string {
  let told = '';
  const output = {
    write: (text: string) => {
      told += text;
    },
    columns: () => columns,
    colours: palette(0),
  };
  const terminal = { out: output, err: output, isTTY: false, cwd: '/', env: {}, argv: [] };
  const program = gorunProgram({ terminal, secrets: new Redactor(), exit: () => {} });
  const helpOf = (command: Command): string => {
    told = '';
    command.outputHelp();
    return told.trimEnd();
  };
  const parts = commandsOf(program, '').flatMap(({ name, command }) => [
    `## gorun ${name}`,
    `\`\`\`text\n${helpOf(command)}\n\`\`\``,
  ]);
  return `${[
    '<!-- Made by `node scripts/generate-docs.ts` from src/cli. Do not edit. -->',
    '# The command line',
    'Every command tells the same with `--help`. Exit codes are in [exit-codes.md](exit-codes.md), events of `--output json` in [events.md](events.md).',
    `\`\`\`text\n${helpOf(program)}\n\`\`\``,
    ...parts,
  ].join('\n\n')}\n`;
}

/** Every command with its subcommands, those for machines left out. */
export function commandsOf(
  parent: Command,
  above: string,
): readonly { readonly name: string; readonly command: Command }[] {
  return parent.commands
    .filter((command) => command.name() !== 'complete')
    .flatMap((command) => {
      const name = `${above}${command.name()}`;
      return [{ name, command }, ...commandsOf(command, `${name} `)];
    });
}
