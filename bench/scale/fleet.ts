import { hostNames } from './playbook.ts';
import { type Fault, SimulatedHost } from './simulated-host.ts';

/** What the fleet is like before the run. */
export interface FleetOptions {
  readonly hosts: number;
  /** All hosts have the former version. */
  readonly old: boolean;
  /** One host of a hundred fails, one hangs. */
  readonly faulty: boolean;
}

function faultOf(index: number): Fault | undefined {
  if (index % 100 === 50) return 'fails';
  return index % 100 === 75 ? 'hangs' : undefined;
}

/** Simulated hosts by name. */
export function makeFleet({ hosts, old, faulty }: FleetOptions): ReadonlyMap<string, SimulatedHost> {
  return new Map(
    hostNames(hosts).map((name, index) => [
      name,
      new SimulatedHost(old, faulty ? faultOf(index) : undefined),
    ]),
  );
}
