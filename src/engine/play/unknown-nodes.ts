import type { Node } from '../../playbook/types.ts';
import type { HostState } from '../host/host-state.ts';

/**
 * Check mode: tasks of which it is known only after another task whether they run. They may change anything, and set what
 * they register and what their modules set.
 */
export function leaveUnknownNodes(host: HostState, nodes: readonly Node[], after: string): void {
  host.predictions.record({ touches: undefined, leaves: undefined, after, perhaps: true });
  host.unknownFactsAfter = after;
  forgetFacts(host, nodes, after);
}

function forgetFacts(host: HostState, nodes: readonly Node[], after: string): void {
  for (const node of nodes) {
    if (node.kind === 'block') forgetFacts(host, [...node.tasks, ...node.rescue, ...node.always], after);
    if (node.kind === 'include') forgetFacts(host, node.known?.nodes ?? [], after);
    if (node.kind !== 'task') continue;
    if (node.register !== undefined) host.unknown.set(node.register, { after });
    for (const name of host.factsOf.get(node.module) ?? []) host.unknown.set(name, { after });
  }
}
