import type { Node } from '../playbook/types.ts';
import { runBlock } from './block.ts';
import { overBudget } from './budget.ts';
import type { HostState } from './host-state.ts';
import { isLive } from './live.ts';
import type { BatchContext, Place } from './run-context.ts';
import { isSelected } from './tags.ts';
import { runTask } from './task.ts';

/** Runs tasks and blocks in order, each on all hosts that are still with it: Ansible's linear strategy. */
export async function runNodes(
  batch: BatchContext,
  nodes: readonly Node[],
  place: Place,
  hosts: readonly HostState[],
): Promise<void> {
  for (const node of nodes) {
    if (batch.run.stopping.aborted) return;
    const live = hosts.filter((host) => isLive(batch, host, place));
    if (live.length === 0) return;
    if (node.kind === 'block') await runBlock(batch, node, place, live);
    else if (isSelected([...batch.play.tags, ...node.tags], batch.run.options)) {
      await runTask(batch, node, place, live);
      if (batch.tasks[batch.passed] === node) batch.passed += 1;
    }
    batch.stop ??= overBudget(tollOf(batch), batch.play);
  }
}

/** How many hosts the batch has, and how many went wrong. */
export function tollOf({ hosts }: BatchContext): { readonly hosts: number; readonly bad: number } {
  return { hosts: hosts.length, bad: hosts.filter((host) => host.bad).length };
}
