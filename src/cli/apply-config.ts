import type { Command, Option } from 'commander';
import type { Terminal } from './terminal.ts';

/** Gives a command's flags that were not typed the values of gorun.config.yml and GORUN_…. Throws GorunErrors. */
export async function applyConfig(command: Command, { cwd, env }: Terminal): Promise<void> {
  const { settings, settingNames } = await import('../config/settings.ts');
  const flags = new Map(command.options.map((option): [string, Option] => [option.attributeName(), option]));
  // `gorun --help` and the like must not fail for a file that they do not need.
  if (!settingNames.some((name) => flags.has(settings[name].flag))) return;
  const { readConfig } = await import('../config/read-config.ts');
  for (const [name, { value }] of await readConfig(cwd, env)) {
    const { flag, kind } = settings[name];
    if (!flags.has(flag)) continue;
    const typed: unknown = command.getOptionValue(flag);
    if (kind === 'variables')
      // Before those that were typed, which win.
      command.setOptionValueWithSource(flag, [JSON.stringify(value), ...listOf(typed)], 'config');
    else if (command.getOptionValueSource(flag) === 'cli') continue;
    else command.setOptionValueWithSource(flag, kind === 'texts' ? [value].flat() : value, 'config');
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
