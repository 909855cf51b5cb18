import {
  change,
  changesTo,
  type JsonObject,
  type Plan,
  type PlanInput,
  type Refusal,
  refuse,
  type Step,
} from 'gorun/module';
import { emptyTask, type Wanted, wantedTask } from './definition.ts';
import { givenChanges } from './given-xml.ts';
import { definitionParams, type TaskParams } from './params.ts';
import { credentials, needsPassword, principalOf } from './principal.ts';
import type { TaskState } from './state.ts';
import { documentText, type XmlElement } from './xml.ts';

type Decision = Plan<TaskState> | Refusal;
type Input = PlanInput<TaskParams, TaskState, undefined>;

/** Where a task stands: `\folder\name`. */
export function taskPath({ name, path }: TaskParams): string {
  const folder = path.replace(/^\\+|\\+$/g, '');
  return folder === '' ? `\\${name}` : `\\${folder}\\${name}`;
}

/** Decides what is to be done about a task. */
export function planTask({ params, state }: Input): Decision {
  if (params.state === 'absent') return state.exists ? remove(params, state) : { steps: [], expected: state };
  const both = definitionParams.find((key) => Object.hasOwn(params, key));
  if (params.xml !== undefined && both !== undefined)
    return refuse(
      `xml is the whole task: ${both} says another time what is in it`,
      `Leave ${both} out, or xml.`,
    );
  if (!state.exists && params.xml === undefined && both === undefined) return { steps: [], expected: state };
  const wanted = whatIsWanted(params, state);
  if ('refused' in wanted) return wanted;
  const always = params.update_password === 'always' && params.password !== undefined;
  if (state.exists && wanted.changes.length === 0 && !always) return { steps: [], expected: state };
  return register(params, state, wanted, always);
}

function whatIsWanted(params: TaskParams, state: TaskState): Wanted | Refusal {
  if (params.xml !== undefined) {
    if (state.given === null) return refuse('the xml of the task has not been read', 'Run it again.');
    if (state.given[0] !== 'Task')
      return refuse(`xml is no task, but <${state.given[0]}>`, 'Give what the Task Scheduler exports.');
    return { task: state.given, changes: givenChanges(state.given, state.task ?? undefined, state.accounts) };
  }
  if (!state.exists && (params.actions?.length ?? 0) === 0)
    return refuse(
      `there is no task ${taskPath(params)}`,
      'Give its actions to make it, or mend its name and path.',
    );
  return wantedTask(params, state.task ?? emptyTask, state.accounts);
}

function register(params: TaskParams, state: TaskState, wanted: Wanted, always: boolean): Decision {
  const { password } = params;
  const path = taskPath(params);
  const principal = principalOf(wanted.task, state.accounts);
  // A managed account (DOMAIN\name$) has a password that nobody gives.
  if (needsPassword(principal) && password === undefined && params.username?.endsWith('$') !== true)
    return refuse(
      `Windows wants the password of ${params.username ?? principal.username} to store ${path}`,
      'Give password, or another logon_type.',
    );
  const xml = params.xml ?? documentText(wanted.task);
  const shown = state.exists ? wanted.changes : changesTo({}, { task: path, ...after(wanted) });
  const step: Step = {
    action: 'register',
    title: state.exists ? `change the task ${path}` : `make the task ${path}`,
    args: { path, xml, ...credentials(wanted.task, state.accounts, password) },
    changes: always ? [...shown, change('password', 'not known', 'the one given')] : shown,
    ...undoOf(params, state, wanted.task),
  };
  return {
    steps: [step],
    expected: { ...state, exists: true, xml, task: wanted.task },
  };
}

const after = ({ changes }: Wanted): JsonObject =>
  Object.fromEntries(changes.map(({ property, after: value }) => [property, value]));

/** `next`: as it will be, where it stays. */
function undoOf(params: TaskParams, state: TaskState, next?: XmlElement): { undo?: Step['undo'] & object } {
  const path = taskPath(params);
  if (!state.exists || state.task === null)
    return { undo: { action: 'remove', title: `remove the task ${path}`, args: { path, folders: [] } } };
  const former = principalOf(state.task, state.accounts);
  // The password given is that of the former account only where the account stays.
  const password =
    next !== undefined && principalOf(next, state.accounts).username === former.username
      ? params.password
      : undefined;
  if (needsPassword(former) && password === undefined) return {};
  return {
    undo: {
      action: 'register',
      title: `the task ${path} as it was`,
      // What comes back does not start because it came.
      args: { path, xml: state.xml, quiet: true, ...credentials(state.task, state.accounts, password) },
    },
  };
}

function remove(params: TaskParams, state: TaskState): Decision {
  const path = taskPath(params);
  return {
    steps: [
      {
        action: 'remove',
        title: `remove the task ${path}`,
        args: { path, folders: [] },
        changes: [change('task', path, null)],
        ...undoOf(params, state),
      },
    ],
    expected: { ...state, exists: false, xml: null, task: null },
  };
}
