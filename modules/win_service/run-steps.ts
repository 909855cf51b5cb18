import { change, type Refusal, refuse, type Step } from 'gorun/module';
import type { ServiceParams } from './params.ts';
import type { ServiceFacts } from './state.ts';

type Present = Pick<ServiceFacts, 'state' | 'dependents' | 'start_mode'>;

const verbs: Readonly<Record<string, string>> = {
  started: 'start',
  stopped: 'stop',
  paused: 'pause',
  restarted: 'restart',
};

/** The steps that bring a service into the wanted state. */
export function runSteps(params: ServiceParams, present: Present): readonly Step[] | Refusal {
  const { name, state } = params;
  if (state === undefined || state === 'absent' || state === present.state) return [];
  if (state === 'restarted' && present.state === 'stopped')
    return [stateStep(params, present, 'started', [])];
  if (state === 'paused' && present.state === 'stopped')
    return refuse(`the service ${name} is stopped: only a running one can be paused`, 'Start it first.');
  const stops = state === 'stopped' || state === 'restarted';
  if (stops && present.dependents.length > 0 && !params.force_dependent_services)
    return refuse(
      `the service ${name} cannot be stopped: ${present.dependents.join(', ')} depend on it`,
      'Set force_dependent_services: true to stop them, too.',
    );
  return [stateStep(params, present, state, stops ? present.dependents : [])];
}

function stateStep(
  { name, timeout }: ServiceParams,
  present: Present,
  state: string,
  dependents: readonly string[],
): Step {
  const verb = verbs[state] ?? state;
  const services = [...dependents, name];
  const step = {
    action: verb,
    title: `${verb} ${name}${dependents.length > 0 ? ` and ${dependents.join(', ')}` : ''}`,
    args: { name, dependents: [...dependents], timeout },
    changes:
      state === 'restarted'
        ? [change('process', 'running', 'a new one')]
        : services.map((one) => change(`state of ${one}`, one === name ? present.state : 'started', state)),
    // Each service has its own time; what is restarted is waited for twice.
    timeout: timeout * 2 * services.length + 30,
  };
  const former = settled(present.state);
  // A restarted service runs as before: there is nothing to take back.
  if (state === 'restarted') return step;
  return {
    ...step,
    undo: {
      action: 'state',
      title: `${name} ${former} again`,
      args: { name, state: former, dependents: [...dependents], timeout },
    },
  };
}

/** Where a service that is on its way will be. */
export function settled(state: string): string {
  if (state.startsWith('stop')) return 'stopped';
  return state.startsWith('pause') ? 'paused' : 'started';
}
