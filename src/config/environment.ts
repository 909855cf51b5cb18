import { GorunError } from '../errors/gorun-error.ts';
import type { Json } from '../json.ts';
import { fits, takes } from './fits.ts';
import type { Given } from './given.ts';
import { environmentName, type Setting, type SettingName, settings } from './settings.ts';

/** The value of GORUN_NAME, where it is set. What does not fit goes to `problems`. */
export function environmentSetting(
  name: SettingName,
  env: Readonly<Record<string, string | undefined>>,
  problems: GorunError[],
): Given | undefined {
  const variable = environmentName(name);
  const text = env[variable];
  if (text === undefined || text === '') return undefined;
  const setting: Setting = settings[name];
  const value = parsedValue(setting, text);
  if (value !== undefined && fits(setting, value)) return { value, from: `$${variable}` };
  problems.push(
    new GorunError('config/setting', {
      message: `The environment variable ${variable} takes ${takes(setting)}, not "${text}".`,
    }),
  );
  return undefined;
}

function parsedValue({ kind }: Setting, text: string): Json | undefined {
  if (kind === 'count') return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  if (kind === 'boolean') return booleans.get(text.toLowerCase());
  if (kind === 'time') return booleans.get(text.toLowerCase()) ?? text;
  if (kind === 'texts') return text.split(',').filter((part) => part !== '');
  if (kind !== 'variables') return text;
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

const booleans = new Map([
  ['1', true],
  ['true', true],
  ['0', false],
  ['false', false],
]);
