import type { InventoryHost } from '../../inventory/types.ts';
import type { Failure } from '../events.ts';
import type { BatchContext, HostJob } from '../run-context.ts';
import { failure } from '../task/failures.ts';
import { HostState } from './host-state.ts';
import { openLink } from './open-link.ts';
import { tell, type View } from './unknowns.ts';

/** Names for the machine that gorun runs on, whether the inventory has them or not. */
const local = ['localhost', '127.0.0.1', '::1'];

/**
 * Where a task is done for a host: on the host itself, or on the one that `delegate_to` names. Asked for each turn of a
 * loop: the name may hold the loop's variables.
 */
export function workplace(
  { batch, task, host }: Pick<HostJob, 'batch' | 'task' | 'host'>,
  view: View,
): { readonly at: HostState } | { readonly failure: Failure } | { readonly after: string } {
  const { delegateTo } = task;
  if (delegateTo === undefined) return { at: host };
  const told = tell(view, (scope) => delegateTo.render(scope));
  if (told.kind === 'failed') return { failure: told.failure };
  if (told.kind === 'unknown') return { after: told.after };
  if (typeof told.value !== 'string' || told.value === '')
    return { failure: failure('task/failed', 'delegate_to does not name a host') };
  return { at: helper(batch, told.value) };
}

/** The state of a host by its name, with a way to it until the batch ends. */
function helper(batch: BatchContext, name: string): HostState {
  const { run } = batch;
  const known = run.hosts.get(name) ?? run.helpers.get(name);
  const state = known ?? new HostState(run.options.inventory.hosts.get(name) ?? implicit(name));
  if (known === undefined) run.helpers.set(name, state);
  if (state.link === undefined) {
    openLink(batch, state);
    batch.visited.add(state);
  }
  return state;
}

/** A host that is not in the inventory is taken by its name, as Ansible does. */
function implicit(name: string): InventoryHost {
  return { name, groups: [], layers: local.includes(name) ? [{ ansible_connection: 'local' }] : [] };
}
