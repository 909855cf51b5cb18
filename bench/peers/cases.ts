import type { Book, Changes } from './tools.ts';

/** A situation in which all tools are measured. */
export interface PeerCase {
  readonly name: string;
  readonly book: Book;
  readonly changes: Changes;
  /** Connections that the run before left open are used, where a tool has such. */
  readonly warm: boolean;
  readonly words: string;
  /** Rounds at most, by default, and hosts: what takes long and says little more. */
  readonly most: { readonly rounds: number; readonly hosts: number };
}

/** Rounds of a variant of a tool, by default; and of anything over more hosts than this. */
export const fewRounds = { rounds: 2, above: 100 } as const;

/** All of them, the most telling first. */
export const cases: readonly PeerCase[] = [
  {
    name: 'unchanged',
    book: 'workload',
    changes: 'none',
    warm: false,
    words: 'nothing to change',
    most: { rounds: 5, hosts: 200 },
  },
  {
    name: 'unchanged-warm',
    book: 'workload',
    changes: 'none',
    warm: true,
    words: 'nothing to change, connections open',
    most: { rounds: 5, hosts: 100 },
  },
  {
    name: 'changed',
    book: 'workload',
    changes: 'all',
    warm: false,
    words: 'all tasks change',
    most: { rounds: 5, hosts: 200 },
  },
  {
    name: 'changed-warm',
    book: 'workload',
    changes: 'all',
    warm: true,
    words: 'all tasks change, connections open',
    most: { rounds: 2, hosts: 100 },
  },
  {
    name: 'null',
    book: 'null',
    changes: 'none',
    warm: false,
    words: '20 tasks that run true',
    most: { rounds: 2, hosts: 50 },
  },
];
