import { isDeepStrictEqual } from 'node:util';
import { type Change, change, type Json, type JsonObject, type Refusal, refuse } from 'gorun/module';
import type { Accounts } from './accounts.ts';
import type { TaskAction, TaskParams } from './params.ts';
import { principalOf, wantedPrincipal, withPrincipal } from './principal.ts';
import { properties } from './properties.ts';
import { presentValue, storedText } from './property-values.ts';
import { triggerFacts } from './trigger-facts.ts';
import { wrongTrigger } from './trigger-rules.ts';
import { triggerXml } from './trigger-xml.ts';
import { plainText, sameText } from './values.ts';
import { childrenOf, element, elementAt, textAt, withElement, withText, type XmlElement } from './xml.ts';

/** A task as it is to be, and what of it differs from what it was. */
export interface Wanted {
  readonly task: XmlElement;
  readonly changes: readonly Change[];
}

/** A task of nothing yet. */
export const emptyTask: XmlElement = [
  'Task',
  { version: '1.2', xmlns: 'http://schemas.microsoft.com/windows/2004/02/mit/task' },
  [
    element('RegistrationInfo', []),
    element('Triggers', []),
    element('Principals', [['Principal', { id: 'Author' }, []]]),
    element('Settings', []),
    ['Actions', { Context: 'Author' }, []],
  ],
];

/** What is asked of a task, set in the one that is there. Nothing else is changed. */
export function wantedTask(params: TaskParams, present: XmlElement, accounts: Accounts): Wanted | Refusal {
  const wrong = params.triggers
    ?.map((one, index) => [index + 1, wrongTrigger(one)] as const)
    .find(([, why]) => why);
  if (wrong !== undefined)
    return refuse(`trigger ${wrong[0]}: ${wrong[1]}`, 'See the parameters of win_scheduled_task.');
  const principal = wantedPrincipal(params, principalOf(present, accounts), accounts);
  if (principal !== undefined && 'refused' in principal) return principal;
  const changes: Change[] = [];
  let task = setTexts(params, present, changes);
  const [tries, wait] = ['Count', 'Interval'].map((name) =>
    textAt(task, ['Settings', 'RestartOnFailure', name]),
  );
  if ((tries === undefined) !== (wait === undefined))
    return refuse('restart_count and restart_interval belong together', 'Give both.');
  const former = principalOf(present, accounts);
  if (principal !== undefined && !isDeepStrictEqual(principal, former)) {
    task = withPrincipal(task, principal);
    for (const key of ['username', 'group', 'logon_type'] as const)
      if (principal[key] !== former[key]) changes.push(change(key, former[key], principal[key]));
  }
  const { triggers, actions } = params;
  if (triggers !== undefined) {
    const made = triggers.map((one) => triggerXml(one, accounts));
    const [was, will] = [triggersOf(present, accounts), made.map((one) => triggerFacts(one, accounts))];
    if (!isDeepStrictEqual(was, will)) {
      task = withElement(task, ['Triggers'], element('Triggers', made));
      changes.push(change('triggers', was, will));
    }
  }
  if (actions !== undefined) {
    const [was, will] = [actionsOf(present), actions.map(plainAction)];
    if (!isDeepStrictEqual(was, will)) {
      const attributes = elementAt(task, ['Actions'])?.[1] ?? { Context: 'Author' };
      task = withElement(task, ['Actions'], ['Actions', attributes, actions.map(actionXml)]);
      changes.push(change('actions', was, will));
    }
  }
  return { task, changes };
}

function setTexts(params: TaskParams, present: XmlElement, changes: Change[]): XmlElement {
  return properties.reduce((task, property) => {
    const value = params[property.param] as Json | undefined;
    if (value === undefined) return task;
    const text = storedText(property, value);
    if (sameText(text, textAt(present, property.path) ?? property.without)) return task;
    changes.push(change(property.param, presentValue(property, present), value));
    return withText(task, property.path, text);
  }, present);
}

const triggersOf = (task: XmlElement, accounts: Accounts): JsonObject[] =>
  childrenOf(elementAt(task, ['Triggers'])).map((one) => triggerFacts(one, accounts));

const actionsOf = (task: XmlElement): JsonObject[] =>
  childrenOf(elementAt(task, ['Actions'])).map(actionFacts);

/** What a task does, as a playbook would have it; an action of another kind by its name alone. */
export function actionFacts(action: XmlElement): JsonObject {
  return action[0] === 'Exec'
    ? plainAction({
        path: textAt(action, ['Command']) ?? '',
        arguments: textAt(action, ['Arguments']) ?? '',
        working_directory: textAt(action, ['WorkingDirectory']) ?? '',
      })
    : { type: action[0] };
}

function plainAction(action: TaskAction): JsonObject {
  const [path, given, folder] = [action.path, action.arguments ?? '', action.working_directory ?? ''].map(
    plainText,
  );
  return {
    path: path ?? '',
    ...(given ? { arguments: given } : {}),
    ...(folder ? { working_directory: folder } : {}),
  };
}

const actionXml = (action: TaskAction): XmlElement =>
  element('Exec', [
    element('Command', action.path),
    ...(action.arguments ? [element('Arguments', action.arguments)] : []),
    ...(action.working_directory ? [element('WorkingDirectory', action.working_directory)] : []),
  ]);

/** All that a playbook could ask of a task, as it is. */
export function taskFacts(task: XmlElement, accounts: Accounts): JsonObject {
  const texts = properties.map((one): [string, Json] => [one.param, presentValue(one, task)]);
  return {
    ...Object.fromEntries(texts),
    ...principalOf(task, accounts),
    actions: actionsOf(task),
    triggers: triggersOf(task, accounts),
  };
}
