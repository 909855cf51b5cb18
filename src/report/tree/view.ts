import type { Failure, TaskRef } from '../../engine/events.ts';

/** What a host is doing now. */
export interface Activity {
  readonly host: string;
  readonly task: TaskRef;
  readonly since: number;
  /** Last words of its progress, e.g. `45 %`. */
  news?: string;
}

/** A host that needs care, with why in one line. */
export interface Trouble {
  readonly host: string;
  readonly kind: 'failed' | 'unreachable' | 'rolled-back';
  readonly why: string;
}

/** The batch that runs, as far as it is shown. */
export interface BatchView {
  readonly number: number;
  readonly of: number;
  readonly hosts: number;
  readonly since: number;
  /** By host, in the order in which they began. */
  readonly running: Map<string, Activity>;
  readonly troubles: Map<string, Trouble>;
  /** The task that was started last, and how far its hosts are. */
  task: TaskRef | undefined;
  taskHosts: number;
  taskDone: number;
  connected: number;
}

/** A play as far as it is shown: sets of hosts, never a row per host. */
export interface PlayView {
  readonly name: string;
  readonly hosts: number;
  readonly batches: number;
  readonly since: number;
  state: 'running' | 'done' | 'stopped';
  ended: number | undefined;
  batchesDone: number;
  readonly changed: Set<string>;
  readonly failed: Set<string>;
  readonly unreachable: Set<string>;
  readonly rolledBack: Set<string>;
  batch: BatchView | undefined;
  stopped: string | undefined;
}

/** All that the tree shows. */
export interface RunView {
  check: boolean;
  readonly plays: PlayView[];
  interrupted: 'finish-steps' | 'now' | undefined;
  /** Hosts whose rescue or always runs on after Ctrl-C. */
  readonly finishing: string[];
}

/** One line that says why. */
export function reason(failure: Failure): string {
  return failure.message.split('\n', 1)[0] ?? '';
}
