import type { Handler, Node } from '../types.ts';

/** Whether it can be notified: tasks and includes can. */
export function isHandler(node: Node): node is Handler {
  return node.kind === 'task' || node.kind === 'include';
}
