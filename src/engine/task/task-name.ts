import type { Task } from '../../playbook/types.ts';
import type { HostState } from '../host/host-state.ts';
import { viewOf } from '../host/scopes.ts';
import { tell } from '../host/unknowns.ts';
import type { BatchContext } from '../run-context.ts';

/** A task's name as one host sees it; one with variables of a loop in it cannot be known for the whole task, and is shown as written. */
export function nameOf(
  batch: BatchContext,
  task: Pick<Task, 'name' | 'vars' | 'role' | 'id'> & { readonly module?: string },
  host: HostState,
): string {
  const view = viewOf(host, batch.shared, { task, magic: batch.magic(host) });
  const told = tell(view, (scope) => task.name.render(scope));
  if (told.kind === 'known' && typeof told.value === 'string') return told.value;
  return task.name.template ?? task.module ?? task.id;
}
