import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type GorunError, GorunErrors } from '../errors/gorun-error.ts';
import { didYouMean } from '../errors/suggest.ts';
import { errorAt } from '../source/error-at.ts';
import { type MapEntry, nodeInWords, toJson } from '../source/node.ts';
import { parseYaml } from '../source/parse-yaml.ts';
import { readText } from '../source/read-text.ts';
import { environmentSetting } from './environment.ts';
import { fits, takes } from './fits.ts';
import type { Given } from './given.ts';
import { isSetting, type SettingName, settingNames, settings } from './settings.ts';

/** What file and environment say; the environment wins. */
export type Config = ReadonlyMap<SettingName, Given>;

/** The name of the file. */
export const configName = 'gorun.config.yml';

/**
 * Reads gorun.config.yml of the folder (not of those above: a run must not depend on what lies there) and GORUN_….
 * @throws GorunErrors `config/setting`, `source/*`, each with its place
 */
export async function readConfig(
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Config> {
  const problems: GorunError[] = [];
  const config = new Map<SettingName, Given>();
  for (const entry of await entriesOf(join(cwd, configName), cwd, problems)) {
    const name = entry.key;
    const { line } = entry.keyPlace.position;
    if (!isSetting(name)) {
      const message = `"${name}" is no setting.${didYouMean(name, settingNames)}`;
      problems.push(errorAt(entry.keyPlace, 'config/setting', message));
    } else if (fits(settings[name], toJson(entry.value)))
      config.set(name, { value: toJson(entry.value), from: `${configName}:${line}` });
    else {
      const message = `"${name}" takes ${takes(settings[name])}, not ${nodeInWords(entry.value)}.`;
      problems.push(errorAt(entry.value.place, 'config/setting', message));
    }
  }
  for (const name of settingNames) {
    const given = environmentSetting(name, env, problems);
    if (given !== undefined) config.set(name, given);
  }
  if (problems.length > 0) throw new GorunErrors(problems);
  return config;
}

async function entriesOf(path: string, cwd: string, problems: GorunError[]): Promise<readonly MapEntry[]> {
  if (!existsSync(path)) return [];
  const root = parseYaml(await readText(path), relative(cwd, path));
  if (root === undefined || (root.kind === 'scalar' && root.value === null)) return [];
  if (root.kind === 'map') return root.entries;
  const message = `${configName} is a mapping of settings, not ${nodeInWords(root)}.`;
  problems.push(errorAt(root.place, 'config/setting', message));
  return [];
}
