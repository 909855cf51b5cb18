import { defineHostModule, fileId, predictedOf, Type } from 'gorun/module';
import { serviceParams, unitOf } from './params.ts';
import { planService } from './plan.ts';
import { parseServiceState } from './state.ts';

const serviceId = (name: string) => `service:${unitOf(name)}`;
/** Where unit files of one's own are. */
const unitFile = (name: string) => fileId(`/etc/systemd/system/${unitOf(name)}`);

export default defineHostModule({
  name: 'service',
  summary: 'Starts, stops, restarts, enables and masks a service of systemd.',
  description: [
    'Only what is given is compared and changed; with a name alone it tells what the unit is like. It waits until the service is in the wanted state; one that does not come up is a failure that',
    'shows the last lines of its journal. A host without systemd is refused.',
    '',
    'Undo starts what was stopped, stops what was started, and takes back enabling and masking. A restart or reload of what ran cannot be taken back.',
  ].join('\n'),
  platforms: ['posix'],
  elsewhere: 'win_service',
  uses: [],
  params: serviceParams,
  returns: Type.Object({
    unit: Type.String({ description: 'Its whole name.' }),
    exists: Type.Boolean(),
    state: Type.String({ description: '`active`, `inactive`, `failed`, or on its way.' }),
    sub: Type.String({ description: '`running`, `exited`, `dead` …' }),
    enabled: Type.String({ description: '`enabled`, `disabled`, `static`, `masked` …' }),
    pid: Type.Integer({ description: 'Of its main process; 0 where it has none.' }),
  }),
  examples: [
    {
      title: 'Runs, and starts with the system',
      yaml: '- service:\n    name: ssh\n    state: started\n    enabled: true\n  become: true',
    },
    {
      title: 'A unit of one’s own',
      yaml: '- copy:\n    src: agent.service\n    dest: /etc/systemd/system/agent.service\n- service:\n    name: agent\n    daemon_reload: true\n    enabled: true\n    state: started',
    },
  ],
  probeArgs: ({ name }) => ({ unit: unitOf(name) }),
  parseState: parseServiceState,
  reads: ({ name }) => [serviceId(name), unitFile(name)],
  touches: ({ name }) => [serviceId(name)],
  foresee: ({ params, state }, predicted) => {
    const value = predictedOf(predicted, serviceId(params.name));
    if (value !== undefined) return parseServiceState(value);
    // What a unit file that an earlier task would write makes of it only systemd can tell.
    return predictedOf(predicted, unitFile(params.name)) === undefined ? state : undefined;
  },
  plan: (input) => {
    const plan = planService(input);
    return 'refused' in plan || plan.expected === undefined
      ? plan
      : { ...plan, leaves: { [serviceId(input.params.name)]: plan.expected } };
  },
  // That it came up Apply has seen: one of the type oneshot has ended by now.
  verifyAs: ({ state, ...params }) => (state === 'stopped' ? { ...params, state } : params),
  result: ({ state: { unit, load, active, sub, file, pid } }) => ({
    unit,
    exists: load !== 'not-found',
    state: active,
    sub,
    enabled: file,
    pid,
  }),
});
