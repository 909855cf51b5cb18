import type { Play } from '../../playbook/types.ts';
import type { HostState } from '../host/host-state.ts';
import { closeLinks } from '../host/link-as.ts';
import { openLink } from '../host/open-link.ts';
import type { BatchContext } from '../run-context.ts';
import type { Ahead } from './ahead.ts';
import { allBad } from './budget.ts';
import { flushHandlers, forceHandlers } from './handlers.ts';
import { inParallel } from './in-parallel.ts';
import { runNodes } from './nodes.ts';

/** Runs a batch to its end and closes its sessions. Returns why the play must not go on, if so. */
export async function runBatch(batch: BatchContext, of: number): Promise<string | undefined> {
  const { run, play, hosts, playIndex, batchIndex } = batch;
  run.emit({
    type: 'batch.started',
    play: playIndex,
    batch: batchIndex,
    of,
    hosts: hosts.map(({ name }) => name),
  });
  for (const host of hosts) begin(batch, host);
  try {
    if (play.strategy === 'free') await freely(batch);
    else await sections(batch, hosts);
  } finally {
    for (const host of hosts) end(batch, host);
    await inParallel([...hosts, ...batch.visited], run.options.forks, closeLinks);
  }
  run.emit({
    type: 'batch.finished',
    play: playIndex,
    batch: batchIndex,
    failed: hosts.filter(isLost).map(({ name }) => name),
    rolledBack: hosts
      .filter((host) => host.rolledBack !== undefined && !isLost(host))
      .map(({ name }) => name),
  });
  return batch.stop ?? allBad(batch.hosts);
}

async function sections(batch: BatchContext, hosts: readonly HostState[]): Promise<void> {
  const { play } = batch;
  for (const { section, ahead } of sectionsOf(play)) {
    await runNodes(batch, section, { section: 'tasks', cleanup: false, resolved: false, ahead }, hosts);
    await (play.forceHandlers ? forceHandlers : flushHandlers)(batch, hosts, {
      resolved: false,
      ahead: ahead.next,
    });
  }
}

/** The sections of a play, and what comes after each: its handlers, then the sections behind it. */
function sectionsOf({ preTasks, tasks, postTasks }: Play) {
  const last: Ahead = { kind: 'handlers', next: undefined };
  const second: Ahead = { kind: 'handlers', next: { kind: 'nodes', nodes: postTasks, from: 0, next: last } };
  const first: Ahead = { kind: 'handlers', next: { kind: 'nodes', nodes: tasks, from: 0, next: second } };
  return [
    { section: preTasks, ahead: first },
    { section: tasks, ahead: second },
    { section: postTasks, ahead: last },
  ];
}

/** Each host goes its own way: Ansible's free strategy. */
async function freely(batch: BatchContext): Promise<void> {
  await inParallel(batch.hosts, batch.run.options.forks, (host) => sections(batch, [host]));
}

function isLost({ failing, unreachable }: HostState): boolean {
  return failing !== undefined || unreachable !== undefined;
}

function begin(batch: BatchContext, host: HostState): void {
  host.started = true;
  host.ended = false;
  host.rolesDone.clear();
  host.notified.clear();
  host.answers.clear();
  openLink(batch, host);
}

function end({ run, stop, play }: BatchContext, host: HostState): void {
  host.answers.clear();
  const through = stop === undefined && !run.stopping.aborted && !isLost(host);
  if (!through) return;
  const index = host.ahead.indexOf(play.name);
  if (index >= 0) host.ahead.splice(index, 1);
}
