import type { HostState } from '../host/host-state.ts';
import type { BatchContext, Place } from '../run-context.ts';
import { runTask } from '../task/task.ts';
import type { Ahead } from './ahead.ts';
import { overBudget } from './budget.ts';
import { runInclude } from './include.ts';
import { isLive } from './live.ts';

/**
 * Runs the notified handlers, once per host, in the order in which the play defines them; again for those they notify.
 * Tags are not asked: what a chosen task notified is to happen, as in Ansible.
 *
 * @param within Where `flush_handlers` stands: a rescue around it is the handlers', too.
 */
export async function flushHandlers(
  batch: BatchContext,
  hosts: readonly HostState[],
  within: Pick<Place, 'resolved' | 'ahead'>,
): Promise<void> {
  const ahead: Ahead = { kind: 'handlers', next: within.ahead };
  const place: Place = { section: 'handlers', cleanup: false, resolved: within.resolved, ahead };
  // Handlers that notify each other in a circle end here, as in Ansible.
  for (let round = 0; round <= batch.handlers.length; round++) {
    let ran = false;
    // An include among them may bring further ones.
    for (const handler of [...batch.handlers]) {
      const called = hosts.filter((host) => isLive(batch, host, place) && host.notified.has(handler.id));
      if (called.length === 0) continue;
      const perhaps = new Map<HostState, string>();
      for (const host of called) {
        const after = host.notified.get(handler.id);
        if (after !== undefined) perhaps.set(host, after);
        host.notified.delete(handler.id);
      }
      ran = true;
      if (handler.kind === 'include') await runInclude(batch, handler, place, called, perhaps);
      else await runTask(batch, handler, place, called, perhaps);
      batch.stop ??= overBudget(batch.hosts, batch.play);
    }
    if (!ran) return;
  }
}

/** `force_handlers`: also on hosts that failed, which stay failed, and where the play was stopped. */
export async function forceHandlers(
  batch: BatchContext,
  hosts: readonly HostState[],
  within: Pick<Place, 'resolved' | 'ahead'>,
): Promise<void> {
  const failed = hosts.filter((host) => host.failing !== undefined && host.unreachable === undefined);
  const before = new Map(failed.map((host) => [host, host.failing]));
  for (const host of failed) host.failing = undefined;
  const { stop } = batch;
  batch.stop = undefined;
  await flushHandlers(batch, hosts, within);
  batch.stop = stop ?? batch.stop;
  for (const host of failed) host.failing ??= before.get(host);
}
