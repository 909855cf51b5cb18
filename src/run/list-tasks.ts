import { isSelected } from '../engine/play/tags.ts';
import { createScope } from '../expression/scope.ts';
import type { Renderable } from '../expression/types.ts';
import type { Node, Play, Playbook } from '../playbook/types.ts';
import type { Position } from '../position.ts';

/** A task as a list of tasks shows it. */
export interface ListedTask {
  /** As written where it holds a template. */
  readonly name: string;
  readonly tags: readonly string[];
  readonly position: Position;
}

/** A play with the tasks that the tags choose. */
export interface ListedPlay {
  readonly name: string;
  readonly hosts: string;
  readonly tags: readonly string[];
  readonly tasks: readonly ListedTask[];
}

/** Which tasks a run would come to. */
export interface TaskChoice {
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
}

const nothing = createScope([]);

/** The tasks of a playbook in the order in which they stand, without handlers. */
export function listTasks({ plays }: Playbook, choice: TaskChoice): readonly ListedPlay[] {
  return plays.map((play) => ({
    name: play.name,
    hosts: play.hosts,
    tags: play.tags,
    tasks: listed([...play.preTasks, ...play.tasks, ...play.postTasks], play).filter(({ tags }) =>
      isSelected(tags, choice),
    ),
  }));
}

function listed(nodes: readonly Node[], play: Play): readonly ListedTask[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'block') return listed([...node.tasks, ...node.rescue, ...node.always], play);
    const tags = [...new Set([...play.tags, ...node.tags])];
    const own = { name: nameOf(node.name, node), tags, position: node.position };
    return [own, ...(node.kind === 'include' ? listed(node.known?.nodes ?? [], play) : [])];
  });
}

function nameOf(name: Renderable, node: Exclude<Node, { kind: 'block' }>): string {
  if (name.roots.length === 0) return String(name.render(nothing));
  return name.template ?? (node.kind === 'task' ? node.module : node.id);
}
