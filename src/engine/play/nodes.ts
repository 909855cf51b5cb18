import type { Block, Node } from '../../playbook/types.ts';
import type { HostState } from '../host/host-state.ts';
import type { BatchContext, Place } from '../run-context.ts';
import { runTask } from '../task/task.ts';
import type { Ahead } from './ahead.ts';
import { runBlock } from './block.ts';
import { overBudget } from './budget.ts';
import { runInclude } from './include.ts';
import { isLive } from './live.ts';
import { runMeta } from './meta.ts';
import { passesOver } from './start-at.ts';
import { isSelected } from './tags.ts';

/** Runs what stands in a list of tasks in order, each on all hosts that are still with it: Ansible's linear strategy. */
export async function runNodes(
  batch: BatchContext,
  nodes: readonly Node[],
  place: Place,
  hosts: readonly HostState[],
): Promise<void> {
  for (const [index, node] of nodes.entries()) {
    const live = hosts.filter((host) => isLive(batch, host, place));
    if (live.length === 0) return;
    const ahead: Ahead = { kind: 'nodes', nodes, from: index + 1, next: place.ahead };
    await runNode(batch, node, { ...place, ahead }, live);
    batch.stop ??= overBudget(batch.hosts, batch.play);
  }
}

async function runNode(
  batch: BatchContext,
  node: Node,
  place: Place,
  hosts: readonly HostState[],
): Promise<void> {
  if (passesOver(batch.run, node)) return;
  if (node.kind === 'block') {
    return node.once === undefined
      ? runBlock(batch, node, place, hosts)
      : runRole(batch, node, node.once, place, hosts);
  }
  if (!isSelected([...batch.play.tags, ...node.tags], batch.run.options)) return;
  if (node.kind === 'include') return runInclude(batch, node, place, hosts);
  if (node.kind === 'meta') return runMeta(batch, node, place, hosts);
  await runTask(batch, node, place, hosts);
}

/** As Ansible: a host was through a role when one of its tasks did something there other than being skipped. */
async function runRole(
  batch: BatchContext,
  role: Block,
  key: string,
  place: Place,
  hosts: readonly HostState[],
): Promise<void> {
  const fresh = hosts.filter((host) => !host.rolesDone.has(key));
  const before = new Map(fresh.map((host) => [host, host.tally.done]));
  await runNodes(batch, role.tasks, place, fresh);
  for (const host of fresh) if (host.tally.done > (before.get(host) ?? 0)) host.rolesDone.add(key);
}
