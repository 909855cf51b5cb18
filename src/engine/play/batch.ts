import type { Node, Task } from '../../playbook/types.ts';
import type { HostState } from '../host/host-state.ts';
import { openLink } from '../host/open-link.ts';
import type { BatchContext, Place } from '../run-context.ts';
import { allBad } from './budget.ts';
import { flushHandlers, forceHandlers } from './handlers.ts';
import { inParallel } from './in-parallel.ts';
import { runNodes } from './nodes.ts';
import type { TagChoice } from './tags.ts';
import { isSelected } from './tags.ts';

const place: Place = { section: 'tasks', cleanup: false, resolved: false };

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
    await inParallel([...hosts, ...batch.visited], run.options.forks, async (host) => {
      await host.link?.close();
      host.link = undefined;
    });
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
  for (const section of [play.preTasks, play.tasks, play.postTasks]) {
    await runNodes(batch, section, place, hosts);
    await (play.forceHandlers ? forceHandlers : flushHandlers)(batch, hosts);
  }
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

/** The tasks that a host comes by when nothing fails, in order. */
export function tasksOnTheWay(
  nodes: readonly Node[],
  playTags: readonly string[],
  choice: TagChoice,
): Task[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'block') return tasksOnTheWay([...node.tasks, ...node.always], playTags, choice);
    if (node.kind === 'meta' || !isSelected([...playTags, ...node.tags], choice)) return [];
    if (node.kind === 'task') return [node];
    // Of a loop, too: what does not depend on its item can be asked for.
    return tasksOnTheWay(node.known?.nodes ?? [], playTags, choice);
  });
}
