import type { Plan, PlanInput, Refusal } from 'gorun/module';
import type { IndexedInstaller } from '../../src/depot/index-client.ts';
import { planAbsent } from './absent.ts';
import type { InstallParams } from './params.ts';
import { planPresent } from './present.ts';
import type { InstallState } from './state.ts';

/** What msi_install decides with. */
export type InstallInput = PlanInput<InstallParams, InstallState, readonly IndexedInstaller[]>;

/** Decides what is to be done about Go on a host. */
export function planInstall(input: InstallInput): Plan<InstallState> | Refusal {
  return input.params.state === 'absent' ? planAbsent(input) : planPresent(input);
}
