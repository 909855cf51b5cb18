import type { Block } from '../../playbook/types.ts';
import type { Failing, HostState } from '../host/host-state.ts';
import type { BatchContext, Place } from '../run-context.ts';
import type { Ahead } from './ahead.ts';
import { tellFinishing } from './finishing.ts';
import { runNodes } from './nodes.ts';
import { isAnySelected } from './tags.ts';

interface Entry {
  readonly host: HostState;
  readonly journal: number;
  readonly predictions: number;
  readonly failures: number;
}

/**
 * Runs a block: its tasks; its rescue on the hosts where they failed; its always on all that came in. After the first
 * Ctrl-C rescue and always run on the hosts where it failed only, after the second one nowhere.
 */
export async function runBlock(
  batch: BatchContext,
  block: Block,
  place: Place,
  hosts: readonly HostState[],
): Promise<void> {
  const entries = hosts.map(
    (host): Entry => ({
      host,
      journal: host.journal.length,
      predictions: host.predictions.length,
      failures: host.tally.failed,
    }),
  );
  // As in Ansible: a rescue of which no task is asked for rescues nobody.
  const rescued = isAnySelected(block.rescue, batch.play.tags, batch.run.options);
  const cleans = isAnySelected(block.always, batch.play.tags, batch.run.options);
  const inside: Place = { ...place, ahead: aheadOf(block, place) };
  await runNodes(batch, block.tasks, rescued ? { ...inside, resolved: block.resolved } : inside, hosts);
  const failures = new Map<HostState, Failing>();
  for (const host of hosts) if (host.failing !== undefined) failures.set(host, host.failing);
  const { stopNow } = batch.run.options;
  if (stopNow.aborted) {
    if (rescued || cleans)
      for (const host of failures.keys()) leaveUnmended(host, rescued ? 'rescue' : 'always', undefined);
    return;
  }
  if (rescued || cleans) tellFinishing(batch.run, [...failures.keys()]);
  if (rescued) await rescue(batch, block, place, entries, failures);
  if (block.always.length > 0) await always(batch, block, place, entries, failures);
}

/** What comes after the tasks of a block, or after its rescue. */
function aheadOf({ always }: Block, { ahead }: Place): Ahead | undefined {
  return always.length === 0 ? ahead : { kind: 'nodes', nodes: always, from: 0, next: ahead };
}

async function rescue(
  batch: BatchContext,
  block: Block,
  place: Place,
  entries: readonly Entry[],
  failures: ReadonlyMap<HostState, Failing>,
): Promise<void> {
  const failed = entries.filter(({ host }) => failures.has(host));
  const last = new Map(failed.map(({ host }) => [host, host.lastTask]));
  for (const entry of failed) enter(entry, failures, block.resolved);
  await runNodes(
    batch,
    block.rescue,
    { ...place, section: 'rescue', cleanup: true, ahead: aheadOf(block, place) },
    failed.map(({ host }) => host),
  );
  for (const entry of failed) {
    const { host } = entry;
    const failing = failures.get(host);
    host.rescues.pop();
    const cut = batch.run.options.stopNow.aborted;
    if (cut && host.failing === undefined) leaveUnmended(host, 'rescue', last.get(host));
    if (cut || host.unreachable !== undefined) host.failing ??= failing;
    if (host.failing !== undefined) {
      // Whether it counts is now up to the rescue of the next block around.
      host.failing = { ...host.failing, counts: !place.resolved };
    } else makeGood(batch, block, entry, failing);
  }
}

/** Notes where the second Ctrl-C caught a host on the way through its rescue or always. `before`: its last task before that section. */
function leaveUnmended(host: HostState, section: 'rescue' | 'always', before: string | undefined): void {
  const { lastTask } = host;
  const isInside = before !== undefined && before !== lastTask;
  host.unmended ??= isInside
    ? `stopped in its ${section} after "${lastTask}"`
    : `stopped before its ${section}`;
}

function enter(
  { host, journal, predictions }: Entry,
  failures: ReadonlyMap<HostState, Failing>,
  resolved: boolean,
): void {
  const failing = failures.get(host);
  if (failing === undefined) return;
  const { task, result } = failing;
  const failedTask = { name: task.name, module: task.module, id: task.id, position: { ...task.position } };
  const failedResult = {
    ...result.result,
    failed: true,
    message: result.message ?? '',
    msg: result.message ?? '',
    ...(result.failure === undefined ? {} : { failure: { ...result.failure } }),
  };
  host.rescues.push({
    variables: {
      failed_task: failedTask,
      failed_result: failedResult,
      ansible_failed_task: failedTask,
      ansible_failed_result: failedResult,
    },
    from: journal,
    to: host.journal.length,
    predictions,
    resolved,
  });
  host.failing = undefined;
}

function makeGood(
  batch: BatchContext,
  block: Block,
  { host, failures }: Entry,
  failing: Failing | undefined,
): void {
  host.tally.forgive(failures);
  if (!block.resolved) {
    host.tally.rolledBack += 1;
    const said = failing?.result.message;
    host.rolledBack = `rolled back after "${failing?.task.name ?? block.id}"${said === undefined ? '' : `: ${said}`}`;
  }
  batch.run.emit({
    type: 'block.rescued',
    block: block.name ?? block.id,
    host: host.name,
    resolved: block.resolved,
  });
}

/** Also on hosts that failed, or that the play stopped for; a failure stays one. */
async function always(
  batch: BatchContext,
  block: Block,
  place: Place,
  entries: readonly Entry[],
  failures: ReadonlyMap<HostState, Failing>,
): Promise<void> {
  const before = new Map(entries.map(({ host }) => [host, host.failing]));
  const last = new Map(entries.map(({ host }) => [host, host.lastTask]));
  for (const entry of entries) {
    if (failures.has(entry.host)) enter(entry, failures, true);
    entry.host.failing = undefined;
  }
  await runNodes(
    batch,
    block.always,
    { ...place, section: 'always', cleanup: true },
    entries.map(({ host }) => host),
  );
  for (const { host } of entries) {
    if (failures.has(host)) {
      host.rescues.pop();
      if (batch.run.options.stopNow.aborted) leaveUnmended(host, 'always', last.get(host));
    }
    host.failing ??= before.get(host);
  }
}
