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
import { hasPassword } from './account.ts';
import type { ServiceParams } from './params.ts';
import { runSteps } from './run-steps.ts';
import type { ServiceFacts, ServiceState } from './state.ts';
import { differences, wantedConfig } from './wanted.ts';

type Decision = Plan<ServiceState> | Refusal;

/** Decides what is to be done about a service. */
export function planService({ params, state }: PlanInput<ServiceParams, ServiceState, undefined>): Decision {
  if (params.state === 'absent') return state.exists ? remove(params, state) : { steps: [], expected: state };
  return state.exists ? keep(params, state) : create(params);
}

function create(params: ServiceParams): Decision {
  const { name, path, password } = params;
  if (asksOnly(params)) return { steps: [], expected: { exists: false } };
  if (path === undefined)
    return refuse(
      `there is no service ${name}`,
      'Give the path of its program to make it, or mend the name.',
    );
  const set = wantedConfig(params, undefined);
  const made = { ...defaults(name, path), ...set };
  const steps = runSteps(params, { state: 'stopped', dependents: [], start_mode: made.start_mode });
  if ('refused' in steps) return steps;
  const step: Step = {
    action: 'create',
    title: `make the service ${name}`,
    args: { name, set: { ...set, ...(password === undefined ? {} : { password }) } },
    changes: changesTo({}, { service: name, ...set }),
    undo: { action: 'forget', title: `remove the service ${name}`, args: { name, timeout: params.timeout } },
  };
  return {
    steps: [step, ...steps],
    expected: { ...made, state: after(params, 'stopped') },
  };
}

const asksOnly = (params: ServiceParams): boolean =>
  params.state === undefined && Object.keys(wantedConfig(params, undefined)).length === 0;

function keep(params: ServiceParams, state: ServiceFacts): Decision {
  const set = differences(wantedConfig(params, state), state);
  const givesPassword =
    params.password !== undefined && (params.update_password === 'always' || set.username !== undefined);
  const runs = runSteps(params, { ...state, start_mode: params.start_mode ?? state.start_mode });
  if ('refused' in runs) return runs;
  const configure = Object.keys(set).length > 0 || givesPassword;
  const steps = configure ? [configureStep(params, state, set, givesPassword), ...runs] : runs;
  const stopped = params.state === 'stopped' || params.state === 'restarted';
  return {
    steps,
    expected: {
      ...state,
      ...set,
      state: after(params, state.state),
      dependents: params.state === 'stopped' && stopped ? [] : state.dependents,
    },
  };
}

function configureStep(
  { name, password }: ServiceParams,
  state: ServiceFacts,
  set: JsonObject,
  givesPassword: boolean,
): Step {
  const facts: JsonObject = { ...state };
  const former = Object.fromEntries(Object.keys(set).map((key) => [key, facts[key] ?? null]));
  const shown = changesTo(state, set);
  return {
    action: 'configure',
    title: `configure ${name}`,
    args: { name, set: { ...set, ...(givesPassword && password !== undefined ? { password } : {}) } },
    changes: givesPassword ? [...shown, change('password', 'not known', 'the one given')] : shown,
    // The former password is known to Windows alone: an account that needs one cannot be given back.
    ...(set.username !== undefined && hasPassword(state.username)
      ? {}
      : { undo: { action: 'configure', title: `configure ${name} as it was`, args: { name, set: former } } }),
  };
}

function remove(params: ServiceParams, state: ServiceFacts): Decision {
  const { name, timeout } = params;
  const stop = state.state === 'stopped' ? [] : runSteps({ ...params, state: 'stopped' }, state);
  if ('refused' in stop) return stop;
  const {
    exists: _exists,
    state: _state,
    can_pause_and_continue: _can,
    dependents: _dependents,
    ...set
  } = state;
  const step: Step = {
    action: 'delete',
    title: `remove the service ${name}`,
    args: { name, timeout },
    changes: [change('service', name, null), change('path', state.path, null)],
    timeout: timeout + 30,
    ...(hasPassword(state.username)
      ? {}
      : {
          undo: {
            action: 'bring_back',
            title: `make the service ${name} again`,
            args: { name, set, saved: [] },
          },
        }),
  };
  return { steps: [...stop, step], expected: { exists: false } };
}

function after(params: ServiceParams, state: string): string {
  if (params.state === undefined || params.state === 'absent') return state;
  return params.state === 'restarted' ? 'started' : params.state;
}

/** A new service as Windows makes it where nothing else is said. */
const defaults = (name: string, path: string): ServiceFacts => ({
  exists: true,
  path,
  display_name: name,
  username: 'LocalSystem',
  start_mode: 'auto',
  error_control: 'normal',
  load_order_group: '',
  dependencies: [],
  description: '',
  type: 16,
  desktop_interact: false,
  state: 'stopped',
  can_pause_and_continue: false,
  dependents: [],
});
