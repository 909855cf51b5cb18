import type { Task } from '../playbook/types.ts';
import type { HostState } from './host-state.ts';
import { isLive } from './live.ts';
import type { BatchContext, Place } from './run-context.ts';
import { viewOf } from './scopes.ts';
import { isSelected } from './tags.ts';
import { runTask } from './task.ts';
import { tell } from './unknowns.ts';

const place: Place = { section: 'handlers', cleanup: false, resolved: false };

/**
 * Notes the handlers that a changed task notifies on a host.
 *
 * @param perhaps Check mode: whether it changes is known only after this task.
 */
export function notify(batch: BatchContext, host: HostState, task: Task, perhaps: string | undefined): void {
  if (task.notify.length === 0) return;
  for (const handler of batch.play.handlers) {
    const names = [nameOf(batch, host, handler), ...handler.listen];
    if (!names.some((name) => name !== undefined && task.notify.includes(name))) continue;
    if (perhaps === undefined || !host.notified.has(handler.id)) host.notified.set(handler.id, perhaps);
  }
}

function nameOf(batch: BatchContext, host: HostState, handler: Task): string | undefined {
  const view = viewOf(host, batch.shared, { task: handler.vars, magic: batch.magic(host) });
  const told = tell(view, (scope) => handler.name.render(scope));
  return told.kind === 'known' && typeof told.value === 'string' ? told.value : undefined;
}

/** Runs the notified handlers, once per host, in the order in which the play defines them; again for those they notify. */
export async function flushHandlers(batch: BatchContext): Promise<void> {
  const { handlers, tags } = batch.play;
  const chosen = handlers.filter((handler) => isSelected([...tags, ...handler.tags], batch.run.options));
  // Handlers that notify each other in a circle end here, as in Ansible.
  for (let round = 0; round <= handlers.length; round++) {
    let ran = false;
    for (const handler of chosen) {
      const hosts = batch.hosts.filter((host) => isLive(batch, host, place) && host.notified.has(handler.id));
      if (hosts.length === 0) continue;
      const perhaps = new Map<HostState, string>();
      for (const host of hosts) {
        const after = host.notified.get(handler.id);
        if (after !== undefined) perhaps.set(host, after);
        host.notified.delete(handler.id);
      }
      ran = true;
      await runTask(batch, handler, place, hosts, perhaps);
    }
    if (!ran) return;
  }
}
