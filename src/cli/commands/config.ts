import type { Command } from 'commander';
import type { Json } from '../../json.ts';
import { writeLines } from '../../report/output.ts';
import { shown, shownJson, shownJsonLines } from '../../report/shown.ts';
import type { AddCommand } from '../command.ts';
import { examples } from '../examples.ts';

/** `gorun config` */
export const addConfig: AddCommand = (program, { terminal }) => {
  program
    .command('config')
    .description('show each setting and where its value comes from: gorun.config.yml, environment, default')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      `${examples([
        ['gorun config', 'all settings'],
        ['GORUN_FORKS=5 gorun config', 'as they would be with that'],
      ])}

A flag on the command line wins over GORUN_NAME in the environment, that over gorun.config.yml of the present folder.`,
    )
    .action(async (flags: { json?: boolean }) => {
      const { environmentName, settingNames, settings } = await import('../../config/settings.ts');
      const { readConfig } = await import('../../config/read-config.ts');
      const { cwd, env, out } = terminal;
      const config = await readConfig(cwd, env);
      const all = settingNames.map((name) => {
        const given = config.get(name) ?? { value: defaultOf(program, settings[name].flag), from: 'default' };
        return { name, ...given, variable: environmentName(name), doc: settings[name].doc };
      });
      if (flags.json === true) {
        writeLines(out, shownJsonLines(all));
        return;
      }
      const { tableLines, tableWidth, widths } = await import('../../report/table.ts');
      const columns = ['setting', 'value', 'from'].map((title) => ({ title, align: 'left' as const }));
      const rows = all.map(({ name, value, from }) => [
        { text: name, colour: out.colours.strong },
        { text: valueText(value) },
        { text: shown(from), colour: from === 'default' ? out.colours.faint : out.colours.changed },
      ]);
      if (tableWidth(widths(columns, rows)) <= out.columns())
        writeLines(out, tableLines(columns, rows, out.colours.faint));
      else
        writeLines(
          out,
          all.flatMap(({ name, value, from }) => [`${name}: ${valueText(value)}`, `  from ${shown(from)}`]),
        );
    });
};

function valueText(value: Json): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return '(none)';
  return typeof value === 'string' ? shown(value) : shownJson(value);
}

/** As the flag of `gorun playbook` declares it. */
function defaultOf(program: Command, flag: string): Json {
  const playbook = program.commands.find((command) => command.name() === 'playbook');
  const option = playbook?.options.find((each) => each.attributeName() === flag);
  const value: Json | undefined = option?.defaultValue;
  if (value !== undefined) return value;
  return option?.negate === true ? true : option?.isBoolean() === true ? false : null;
}
