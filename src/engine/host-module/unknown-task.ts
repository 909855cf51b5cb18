import type { ModuleDefinition, ResourceId } from '../../module/contract.ts';
import type { HostState } from '../host/host-state.ts';

/**
 * Check mode: what a task that cannot be foreseen leaves behind. It may change all that it touches, and set the
 * variables that its module sets.
 *
 * @param touches Undefined: it may touch anything.
 */
export function leaveUnknown(
  host: HostState,
  at: HostState,
  module: ModuleDefinition,
  touches: readonly ResourceId[] | undefined,
  after: string,
): void {
  if (module.kind === 'host') {
    at.predictions.record({ touches, leaves: undefined, after, perhaps: true });
    if (module.facts === undefined) return;
  } else if (module.kind === 'engine') return;
  for (const name of host.factsOf.get(module.name) ?? []) host.unknown.set(name, { after });
  host.unknownFactsAfter = after;
}
