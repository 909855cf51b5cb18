import { GorunError } from '../../errors/gorun-error.ts';
import { didYouMean } from '../../errors/suggest.ts';
import { createScope } from '../../expression/scope.ts';
import type { Node, Playbook } from '../../playbook/types.ts';
import type { RunContext } from '../run-context.ts';

const nothing = createScope([]);

/** Says whether `--start-at-task` passes over this task; from the one it names on nothing is. Blocks are looked into. */
export function passesOver(run: RunContext, node: Node): boolean {
  const { startAtTask } = run.options;
  if (!run.waiting || startAtTask === undefined || node.kind === 'block') return false;
  if (matches(nameOf(node), startAtTask)) {
    run.waiting = false;
    return false;
  }
  return node.kind !== 'include' || !within([node]).some((name) => matches(name, startAtTask));
}

/** Throws GorunError `playbook/unknown-task` where no task has the name that `--start-at-task` gives. */
export function checkStart({ plays }: Playbook, start: string | undefined): void {
  if (start === undefined) return;
  const names = plays.flatMap((play) => within([...play.preTasks, ...play.tasks, ...play.postTasks]));
  if (names.some((name) => matches(name, start))) return;
  throw new GorunError('playbook/unknown-task', {
    message: `No task is named "${start}".${didYouMean(start, names)}`,
  });
}

function within(nodes: readonly Node[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'block') return within([...node.tasks, ...node.rescue, ...node.always]);
    if (node.kind === 'include') return [nameOf(node), ...within(node.known?.nodes ?? [])];
    return [nameOf(node)];
  });
}

/** The name where it holds no template; a templated one is not known before there is a host. */
function nameOf(node: Exclude<Node, { kind: 'block' }>): string {
  return node.name.roots.length === 0 ? String(node.name.render(nothing)) : '';
}

/** As a shell's glob: `*`, `?`. Ansible does the same. */
function matches(name: string, pattern: string): boolean {
  if (name === pattern) return true;
  if (!/[*?]/.test(pattern)) return false;
  // Compared piece by piece, so that no pattern can take long.
  const pieces = pattern.split('*');
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    const found = index === 0 ? find(name, piece, 0, true) : find(name, piece, at, false);
    if (found === -1) return false;
    at = found + piece.length;
  }
  const last = pieces.at(-1) ?? '';
  return last === '' || find(name, last, Math.max(0, name.length - last.length), true) !== -1;
}

function find(text: string, piece: string, from: number, here: boolean): number {
  for (let start = from; start + piece.length <= text.length; start++) {
    if ([...piece].every((letter, index) => letter === '?' || letter === text[start + index])) return start;
    if (here) return -1;
  }
  return -1;
}
