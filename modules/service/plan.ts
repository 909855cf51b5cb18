import { change, type Plan, type PlanInput, type Refusal, refuse, type Step } from 'gorun/module';
import { type ServiceParams, unitOf } from './params.ts';
import { runStep } from './run-step.ts';
import type { ServiceState } from './state.ts';

type Decision = Plan<ServiceState> | Refusal;

/** Whether it starts with the system; undefined: that is not its own to say. */
const isEnabled = ({ file }: ServiceState): boolean | undefined =>
  /^(?:enabled|enabled-runtime|linked|linked-runtime|alias)$/.test(file)
    ? file.startsWith('enabled') || file === 'alias'
    : file === 'disabled' || file === 'masked' || file === 'masked-runtime'
      ? false
      : undefined;

const isMasked = ({ load, file }: ServiceState): boolean => load === 'masked' || file.startsWith('masked');

/** Decides what is to be done about a unit. */
export function planService({ params, state }: PlanInput<ServiceParams, ServiceState, undefined>): Decision {
  const { daemon_reload, enabled, masked, timeout } = params;
  const unit = unitOf(params.name);
  const reload = daemon_reload && (state.needsReload || state.load === 'not-found');
  const problem = problemOf(params, state);
  if (problem !== undefined) return problem;
  const own = isEnabled(state);
  const switches =
    enabled !== undefined &&
    own !== undefined &&
    (masked === false && isMasked(state) ? false : own) !== enabled;
  const step = runStep(params, state);
  if (step !== undefined && 'refused' in step) return step;
  const steps: Step[] = [
    ...(reload ? [reloadStep] : []),
    ...(masked === false && isMasked(state) ? [maskStep(unit, false)] : []),
    ...(switches && enabled !== undefined ? [enableStep(unit, enabled)] : []),
    ...(step === undefined ? [] : [{ ...step, timeout: timeout + 30 }]),
    ...(masked === true && !isMasked(state) ? [maskStep(unit, true)] : []),
  ];
  const warning =
    enabled !== undefined && own === undefined && state.file !== ''
      ? { warnings: [`${unit} is ${state.file}: whether it starts with the system is said elsewhere`] }
      : {};
  return { steps, expected: expectedOf(params, state, switches), ...warning };
}

function problemOf(
  { enabled, masked, state: wanted, daemon_reload }: ServiceParams,
  state: ServiceState,
): Refusal | undefined {
  const { unit, load } = state;
  if (load === 'not-found' && !daemon_reload) {
    if (wanted === undefined && enabled === undefined && masked === undefined) return undefined;
    return refuse(
      `there is no unit ${unit}`,
      'Install it first, or mend `name`; for a unit file that has just been written set daemon_reload: true.',
    );
  }
  if (load === 'bad-setting' || load === 'error')
    return refuse(`systemd cannot read ${unit} (${load})`, `Look at it with \`systemctl status ${unit}\`.`);
  if (masked === true && enabled === true)
    return refuse('what is masked cannot be enabled', 'Give one of them.');
  const runs = wanted === 'started' || wanted === 'restarted' || wanted === 'reloaded';
  if (masked === true && runs) return refuse('what is masked cannot be started', 'Give one of them.');
  if (isMasked(state) && masked !== false && (runs || enabled === true))
    return refuse(`${unit} is masked: nothing can start it`, 'Set masked: false if that is to end.');
  return undefined;
}

const reloadStep: Step = {
  action: 'daemon-reload',
  title: 'read unit files anew',
  args: {},
  changes: [change('unit files', 'as systemd read them', 'as they are')],
  timeout: 120,
};

const enableStep = (unit: string, on: boolean): Step => ({
  action: on ? 'enable' : 'disable',
  title: on ? `let ${unit} start with the system` : `do not let ${unit} start with the system`,
  args: { unit },
  changes: [change('enabled', !on, on)],
  undo: {
    action: on ? 'disable' : 'enable',
    title: on ? `disable ${unit} again` : `enable ${unit} again`,
    args: { unit },
  },
  timeout: 120,
});

const maskStep = (unit: string, on: boolean): Step => ({
  action: on ? 'mask' : 'unmask',
  title: `${on ? 'mask' : 'unmask'} ${unit}`,
  args: { unit },
  changes: [change('masked', !on, on)],
  undo: {
    action: on ? 'unmask' : 'mask',
    title: `${on ? 'unmask' : 'mask'} ${unit} again`,
    args: { unit },
  },
  timeout: 120,
});

function expectedOf(
  { state: wanted, enabled, masked }: ServiceParams,
  state: ServiceState,
  switches: boolean,
): ServiceState {
  const active = wanted === undefined ? state.active : wanted === 'stopped' ? 'inactive' : 'active';
  const unmasked = masked === false && isMasked(state) ? { load: 'loaded', file: 'disabled' } : {};
  return {
    ...state,
    ...unmasked,
    active: state.active === 'failed' && wanted === 'stopped' ? 'failed' : active,
    ...(switches ? { file: enabled === true ? 'enabled' : 'disabled' } : {}),
    ...(masked === true ? { load: 'masked', file: 'masked' } : {}),
    needsReload: false,
  };
}
