import type { Limiter } from '../connection/limiter.ts';
import type { Layer } from '../expression/types.ts';
import type { Handler, Include, Included, Play, Task } from '../playbook/types.ts';
import type { Emit } from './emitter.ts';
import type { TaskRef } from './events.ts';
import type { HostState } from './host/host-state.ts';
import type { Shared } from './host/scopes.ts';
import type { Lookups } from './host-module/lookups.ts';
import type { Ahead } from './play/ahead.ts';
import type { RunOptions } from './types.ts';

/** What all plays of a run share. */
export interface RunContext {
  readonly options: RunOptions;
  readonly emit: Emit;
  /** Every host that a play names, by name; in the order of the inventory. */
  readonly hosts: Map<string, HostState>;
  /** Hosts that only do work for others. */
  readonly helpers: Map<string, HostState>;
  /** How often the inventory has changed since the run began. */
  changes: number;
  /** `--start-at-task`: not come to it yet. */
  waiting: boolean;
  /** `--step`: still asking. */
  asking: boolean;
  /** How many hosts may run a task at once where hosts do not wait for each other. */
  readonly throttles: Map<Task, Limiter>;
  readonly lookups: Lookups;
  /** Aborted by the first or the second Ctrl-C. */
  readonly stopping: AbortSignal;
}

/** A batch of a play that runs. */
export interface BatchContext {
  readonly run: RunContext;
  readonly play: Play;
  readonly playIndex: number;
  readonly batchIndex: number;
  readonly hosts: readonly HostState[];
  readonly shared: Shared;
  readonly magic: (host: HostState) => readonly Layer[];
  /** Of the play and of its roles; includes add theirs. */
  readonly handlers: Handler[];
  /** Hosts outside of the batch that a task was delegated to. */
  readonly visited: Set<HostState>;
  /** Files that were read ahead of the task that will read them. */
  readonly readAhead: {
    /** Of dynamic includes; undefined: it cannot be read yet. */
    readonly tasks: Map<Include, Map<string, Promise<Included | undefined>>>;
    /** Of variables, by path. */
    readonly variables: Map<string, Promise<Layer>>;
  };
  /** `meta: end_play`: no batch after this one. */
  endPlay: boolean;
  /** Why nothing new starts (budget of failure used up); rescue and always still run. */
  stop: string | undefined;
}

/** Where in the playbook a task stands. */
export interface Place {
  readonly section: TaskRef['section'];
  /** Rescue and always also run when the batch was stopped. */
  readonly cleanup: boolean;
  /** The nearest rescue around it will make a failure good again. */
  readonly resolved: boolean;
  /** What comes after it. */
  readonly ahead: Ahead | undefined;
}

/** A task that runs on one host. */
export interface HostJob {
  readonly batch: BatchContext;
  /** Whose variables it sees, and whose task it is. */
  readonly host: HostState;
  /** Where the work is done: another one where the task is delegated. */
  readonly at: HostState;
  readonly task: Task;
  readonly ref: TaskRef;
  /** What comes after it. */
  readonly ahead: Ahead | undefined;
}
