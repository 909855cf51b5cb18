import type { Layer } from '../../expression/types.ts';
import type { Handler, Task } from '../../playbook/types.ts';
import type { HostState } from '../host/host-state.ts';
import { type Seen, viewOf } from '../host/scopes.ts';
import { tell, type View } from '../host/unknowns.ts';
import type { BatchContext } from '../run-context.ts';

/**
 * Notes the handlers that a changed task notifies on a host. Of handlers with the same name the last one counts, as in
 * Ansible; a topic of `listen` reaches all that listen.
 *
 * @param perhaps Check mode: whether it changes is known only after this task.
 */
export function notify(batch: BatchContext, host: HostState, task: Task, perhaps: string | undefined): void {
  if (task.notify.length === 0) return;
  const { hit, names } = calledBy(batch, host, batch.magic(host), task);
  if (hit.size === 0) unheard(batch, host, task, names);
  for (const { id } of hit)
    if (perhaps === undefined || !host.notified.has(id)) host.notified.set(id, perhaps);
}

/** The handlers that a changed task notifies, and the names by which it does. */
export function calledBy(
  batch: BatchContext,
  host: Seen,
  magic: readonly Layer[],
  task: Task,
): { readonly hit: ReadonlySet<Handler>; readonly names: readonly unknown[] } {
  const view = viewOf(host, batch.shared, { task, magic });
  const names = task.notify.flatMap((each) => {
    const told = tell(view, (scope) => each.render(scope));
    return told.kind === 'known' ? [told.value].flat() : [];
  });
  const hit = new Set<Handler>();
  const nameOf = (handler: Handler) => namesOf(handler, viewOf(host, batch.shared, { task: handler, magic }));
  for (const name of names) {
    if (typeof name !== 'string') continue;
    const called = batch.handlers.findLast((handler) => nameOf(handler).includes(name));
    if (called !== undefined) hit.add(called);
    for (const handler of batch.handlers) if (handler.listen.includes(name)) hit.add(handler);
  }
  return { hit, names };
}

/** Only a name that came from a template can be unknown here: the others were checked before the run. */
function unheard(batch: BatchContext, host: HostState, task: Task, names: readonly unknown[]): void {
  const message = `notify: no handler is named ${names.map((name) => `"${String(name)}"`).join(' or ')} (${task.id})`;
  batch.run.emit({ type: 'run.warning', host: host.name, message });
}

function namesOf(handler: Handler, view: View): readonly string[] {
  const told = tell(view, (scope) => handler.name.render(scope));
  if (told.kind !== 'known' || typeof told.value !== 'string') return [];
  const name = told.value;
  return handler.role === undefined ? [name] : [name, `${handler.role.name} : ${name}`];
}
