import type { Meta } from '../../playbook/types.ts';
import type { HostState } from '../host/host-state.ts';
import { viewOf } from '../host/scopes.ts';
import type { BatchContext, Place } from '../run-context.ts';
import { thrownFailure } from '../task/failures.ts';
import { nameOf } from '../task/task-name.ts';
import { evaluateWhen } from '../task/when.ts';
import { canGrow } from './growth.ts';
import { flushHandlers } from './handlers.ts';

/**
 * Does what `meta` says. As in Ansible `end_host` and `flush_handlers` ask their condition of every host; the others ask it
 * of the first and hold for all.
 */
export async function runMeta(
  batch: BatchContext,
  meta: Meta,
  place: Place,
  hosts: readonly HostState[],
): Promise<void> {
  const { run } = batch;
  if (meta.action === 'end_host') {
    for (const host of hosts) if (holds(batch, meta, host)) host.ended = true;
    return;
  }
  if (meta.action === 'flush_handlers')
    return flushHandlers(
      batch,
      hosts.filter((host) => holds(batch, meta, host)),
      place,
    );
  const [first] = hosts;
  if (first === undefined || !holds(batch, meta, first)) return;
  switch (meta.action) {
    case 'end_batch':
    case 'end_play':
      batch.endPlay ||= meta.action === 'end_play';
      for (const host of batch.hosts) host.ended = true;
      return;
    case 'clear_unreachable':
      for (const host of run.hosts.values()) forgive(host);
      return;
    case 'refresh_inventory':
      return refresh(batch, meta, first);
    default:
      return;
  }
}

function holds(batch: BatchContext, meta: Meta, host: HostState): boolean {
  const view = viewOf(host, batch.shared, { task: meta, magic: batch.magic(host) });
  const needed = evaluateWhen(meta.when, view);
  if (needed.kind === 'known') return needed.value === undefined;
  const why = needed.kind === 'failed' ? needed.failure.message : `known only after "${needed.after}"`;
  batch.run.emit({
    type: 'run.warning',
    host: host.name,
    message: `"${nameOf(batch, meta, host)}" is passed over: its condition cannot be told: ${why}`,
  });
  return false;
}

/** It takes part again from the next play on. */
function forgive(host: HostState): void {
  if (host.unreachable === undefined) return;
  host.unreachable = undefined;
  if (host.failing?.result.status === 'unreachable') host.failing = undefined;
  host.ended = true;
}

async function refresh({ run }: BatchContext, meta: Meta, first: HostState): Promise<void> {
  const { inventory } = run.options;
  if (!canGrow(inventory)) return;
  try {
    await inventory.refresh();
    run.changes += 1;
  } catch (error) {
    const { message } = thrownFailure(error, 'the inventory cannot be read again');
    run.emit({
      type: 'run.warning',
      host: first.name,
      message: `${meta.action}: ${message}; the former one stays`,
    });
  }
}
