import type { ListrTask } from 'listr2';
import { windowRows } from './rows.ts';

/** A row of the tree: a listr2 task whose title changes; without a title it is not drawn. */
export interface Slot {
  readonly task: ListrTask;
  /** Without effect until listr2 has started the task. */
  show(title: string | undefined): void;
}

/** A play's rows: its own, the batches that are through, the one that runs, and the window below that. */
export interface PlaySlots {
  readonly play: Slot;
  readonly done: Slot;
  readonly batch: Slot;
  readonly window: readonly Slot[];
}

function slot(begin: Promise<void>, end: Promise<void>, children: readonly Slot[] = []): Slot {
  let show: ((title: string) => void) | undefined;
  let last = '';
  return {
    task: {
      task: async (_context, task) => {
        show = (title) => {
          task.title = title;
        };
        await begin;
        if (children.length === 0) return end;
        return task.newListr(
          children.map((child) => child.task),
          { concurrent: true, exitOnError: false },
        );
      },
    },
    show(title = '') {
      if (title === last || !show) return;
      last = title;
      show(title);
    },
  };
}

/** The rows of one play; their number does not depend on hosts and batches. They exist from `begin` and go with `end`. */
export function playSlots(begin: Promise<void>, end: Promise<void>): PlaySlots {
  const window = Array.from({ length: windowRows }, () => slot(begin, end));
  const done = slot(begin, end);
  const batch = slot(begin, end, window);
  return { play: slot(begin, end, [done, batch]), done, batch, window };
}
