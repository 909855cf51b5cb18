import type { JsonObject } from '../../json.ts';
import type { Include, Task } from '../../playbook/types.ts';
import type { TaskRef } from '../events.ts';
import type { HostState } from '../host/host-state.ts';
import { openLink } from '../host/open-link.ts';
import { notify } from '../play/notify.ts';
import type { BatchContext, Place } from '../run-context.ts';
import type { Outcome } from './outcome.ts';
import { registered } from './register.ts';
import { taskResult } from './task-result.ts';

/** Writes down how a task ended on a host, and tells of it. */
export function note(
  batch: BatchContext,
  task: Task | Include,
  ref: TaskRef,
  place: Place,
  host: HostState,
  outcome: Outcome,
  ms: number,
  register: JsonObject = registered(outcome),
  at: HostState = host,
): void {
  const result = taskResult(host.name, task, outcome, register, ms, at.name);
  host.tally.count(result.status);
  host.ms += ms;
  host.lastTask = ref.name;
  if (result.status === 'failed' || result.status === 'unreachable') {
    const fatal = task.kind === 'task' && task.anyErrorsFatal;
    host.failing = { task: ref, result, counts: !place.resolved, fatal };
  }
  if (result.status === 'ignored' && outcome.status === 'unreachable') {
    // The next task tries to reach it anew.
    at.unreachable = undefined;
    openLink(batch, at);
  }
  if (task.kind === 'task') {
    if (result.status === 'changed') notify(batch, host, task, undefined);
    if (result.status === 'unknown') notify(batch, host, task, ref.name);
  }
  batch.run.emit({ type: 'host.task.finished', host: host.name, task: ref, result });
}
