import { environmentName, settingNames, settings } from '../config/settings.ts';
import { connectionVariables } from '../connection/variables/connection-variables.ts';
import { magicNames } from '../playbook/magic-names.ts';
import type { Topic } from './explain.ts';

/** Variables that connections understand, those that are always there, and settings of gorun.config.yml. */
export function variableTopics(): readonly Topic[] {
  const ofConnections = Object.values(connectionVariables).map(
    ({ names: [word = '', ...also], doc, type }): Topic => ({
      word,
      also,
      kind: 'connection variable',
      lines: [doc, `Takes ${type}.`, ...(also.length > 0 ? [`Also: ${also.join(', ')}.`] : [])],
    }),
  );
  const ofConfig = settingNames.map((word): Topic => {
    const variable = environmentName(word);
    return {
      word,
      also: [variable],
      kind: 'setting of gorun.config.yml',
      lines: [settings[word].doc, `In the environment: ${variable}.`],
    };
  });
  const always = Object.entries(magicNames).map(
    ([word, doc]): Topic => ({ word, kind: 'variable that is always there', lines: [doc] }),
  );
  return [...ofConnections, ...always, ...ofConfig];
}
