import { defineHostModule, Type } from 'gorun/module';
import { anyOf, predictedOf } from '../../src/module/resources.ts';
import { serviceParams } from './params.ts';
import { planService } from './plan.ts';
import { parseServiceState } from './state.ts';

const serviceId = (name: string) => `service:${name}`;
/** Services that depend on others, whichever they are. */
const dependents = 'service-dependents';

export default defineHostModule({
  name: 'win_service',
  summary: 'Makes, configures, starts, stops and removes a Windows service.',
  description: `Only what is given is compared and changed; with a name alone it tells what the service is like. It waits until the service is in the wanted state, and says
why one that was to run has stopped.

Undo brings back the former state and configuration; a removed service is made again with everything that stood under its key. An account with a password
cannot be given back, for Windows does not tell passwords: then a warning says so.`,
  platforms: ['windows'],
  elsewhere: 'service',
  uses: ['registry', 'services', 'service-changes'],
  params: serviceParams,
  returns: Type.Object(
    {
      exists: Type.Boolean({ description: 'Of one that exists, all that follows is told, too.' }),
      state: Type.Optional(Type.String({ description: '`started`, `stopped`, `paused`, or on its way.' })),
      start_mode: Type.Optional(Type.String()),
      path: Type.Optional(Type.String()),
      display_name: Type.Optional(Type.String()),
      description: Type.Optional(Type.String()),
      username: Type.Optional(Type.String()),
      dependencies: Type.Optional(Type.Array(Type.String())),
      depended_by: Type.Optional(
        Type.Array(Type.String(), { description: 'Services that depend on it and run.' }),
      ),
      can_pause_and_continue: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: true },
  ),
  examples: [
    {
      title: 'Runs, and starts with the system',
      yaml: '- win_service:\n    name: spooler\n    state: started\n    start_mode: auto',
    },
    {
      title: 'A service of one’s own',
      yaml: '- win_service:\n    name: agent\n    path: \'"C:\\Program Files\\Agent\\agent.exe" serve\'\n    username: NetworkService\n    state: started',
    },
  ],
  probeArgs: ({ name }) => ({ name }),
  parseState: parseServiceState,
  // One that starts takes those along that it needs; one that is removed is no dependent any more.
  reads: ({ name }) => [serviceId(name), dependents, anyOf('service')],
  touches: ({ name, force_dependent_services }) =>
    force_dependent_services ? [serviceId(name), dependents] : [serviceId(name)],
  foresee: ({ params, state }, predicted) => {
    const value = predictedOf(predicted, serviceId(params.name));
    return value === undefined ? state : parseServiceState(value);
  },
  verifyAs: (params) => ({
    ...params,
    ...(params.state === 'restarted' ? { state: 'started' as const } : {}),
    // A password cannot be read: once it is set there is nothing to look at.
    update_password: 'on_create' as const,
  }),
  plan: (input) => {
    const plan = planService(input);
    return 'refused' in plan || plan.expected === undefined
      ? plan
      : { ...plan, leaves: { [serviceId(input.params.name)]: plan.expected } };
  },
  result: ({ state }) => {
    if (!state.exists) return { exists: false };
    const { dependents, type: _type, ...facts } = state;
    return { ...facts, depended_by: dependents };
  },
});
