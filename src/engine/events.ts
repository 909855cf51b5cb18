import type { ErrorCode } from '../errors/catalogue.ts';
import type { ExitName } from '../errors/exit-codes.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Change } from '../module/contract.ts';
import type { Position } from '../position.ts';
import type { SessionStats } from '../worker/session.ts';

/** How a task ended on a host. `ignored`: it failed and ignore_errors stands. `unknown`: check mode, known only after an earlier change. */
export type TaskStatus = 'ok' | 'changed' | 'skipped' | 'failed' | 'ignored' | 'unreachable' | 'unknown';

/** A failure, for people and machines. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly fix?: string;
  readonly detail?: JsonObject;
}

/** A step as events and `--diff` show it; secrets are already masked. */
export interface StepView {
  readonly title: string;
  readonly action: string;
  readonly changes: readonly Change[];
  readonly undo?: string;
}

/** The task that an event is about. */
export interface TaskRef {
  readonly id: string;
  readonly name: string;
  readonly module: string;
  readonly position: Position;
  /** In which part of a block it stands. */
  readonly section: 'tasks' | 'rescue' | 'always' | 'handlers';
}

/** The result of one task on one host; one shape for all outcomes. */
export interface TaskResult {
  readonly host: string;
  readonly status: TaskStatus;
  readonly ms: number;
  /** What was asked; secrets masked; missing where it could not be rendered. */
  readonly params?: Json;
  /** The planned steps (in check mode: only planned). */
  readonly steps: readonly StepView[];
  /** What `register` holds. */
  readonly result: JsonObject;
  readonly message?: string;
  readonly warnings?: readonly string[];
  readonly failure?: Failure;
  /** For `skipped`: the condition that was false; for `unknown`: "known only after TASK". */
  readonly reason?: string;
  readonly attempts?: number;
  /** The host that did the work, where it is another. */
  readonly delegatedTo?: string;
  /** The task's own `diff`, which wins over --diff. */
  readonly diff?: boolean;
}

/** Where the time of a host went, what it took, and how well its probes were foreseen. Times in milliseconds. */
export interface HostStats extends SessionStats {
  /** Until its sessions were open. */
  readonly connectMs: number;
  /** Its tasks waited for their turn: forks, throttle. */
  readonly queuedMs: number;
  /** Requests were under way, but for the time of their calls on the host: the network, and queues on both sides. */
  readonly waitingMs: number;
  /** Calls ran on the host. */
  readonly workingMs: number;
  /** Probes that had been answered when their task came. */
  readonly hits: number;
  /** Probes that were asked for when their task came. */
  readonly misses: number;
  /** Probes that were asked for ahead of their task, and used by none. */
  readonly wasted: number;
}

/** The line of a host in the recap. */
export interface HostRecap {
  readonly host: string;
  readonly ok: number;
  readonly changed: number;
  readonly failed: number;
  readonly unreachable: number;
  readonly rolledBack: number;
  readonly skipped: number;
  readonly ignored: number;
  readonly unknown: number;
  readonly stats: HostStats;
  readonly ms: number;
  /** Where the host stands, e.g. `failed at "install Go": …`, `not started`, `stopped after "fetch"`. */
  readonly standing: 'done' | 'failed' | 'unreachable' | 'rolled-back' | 'not-started' | 'interrupted';
  readonly where?: string;
}

/** The recap of a run. */
export interface Recap {
  readonly hosts: readonly HostRecap[];
  readonly exit: ExitName;
  readonly ms: number;
}

/** What happens in a run. `seq` counts from 1 without gaps; `at` is milliseconds since 1970; `run` is the run id. */
export type RunEvent = { readonly seq: number; readonly at: number; readonly run: string } & RunEventBody;

/** The body of an event. */
export type RunEventBody =
  | {
      readonly type: 'run.started';
      readonly playbook: string;
      readonly check: boolean;
      readonly diff: boolean;
      readonly forks: number;
      readonly plays: number;
    }
  | {
      readonly type: 'play.started';
      readonly play: number;
      readonly name: string;
      readonly hosts: readonly string[];
      readonly batches: number;
    }
  | {
      readonly type: 'batch.started';
      readonly play: number;
      readonly batch: number;
      readonly of: number;
      readonly hosts: readonly string[];
    }
  | { readonly type: 'host.connected'; readonly host: string; readonly ms: number }
  | { readonly type: 'host.unreachable'; readonly host: string; readonly failure: Failure }
  | {
      readonly type: 'task.started';
      readonly play: number;
      readonly batch: number;
      readonly task: TaskRef;
      readonly hosts: readonly string[];
    }
  | {
      readonly type: 'host.task.started';
      readonly host: string;
      readonly task: TaskRef;
      readonly item?: string;
    }
  | {
      readonly type: 'host.task.planned';
      readonly host: string;
      readonly task: TaskRef;
      readonly item?: string;
      readonly steps: readonly StepView[];
    }
  | {
      readonly type: 'host.task.progress';
      readonly host: string;
      readonly task: TaskRef;
      readonly news: JsonObject;
    }
  | {
      readonly type: 'host.step.intended';
      readonly host: string;
      readonly task: TaskRef;
      readonly step: StepView;
      readonly intent: string;
    }
  | {
      readonly type: 'host.step.applied';
      readonly host: string;
      readonly task: TaskRef;
      readonly step: StepView;
      readonly intent: string;
      readonly ok: boolean;
      readonly ms: number;
      readonly failure?: Failure;
    }
  | {
      readonly type: 'host.step.undone';
      readonly host: string;
      readonly task: TaskRef;
      readonly title: string;
      readonly intent: string;
      readonly ok: boolean;
      readonly ms: number;
      readonly failure?: Failure;
    }
  | {
      readonly type: 'host.task.retried';
      readonly host: string;
      readonly task: TaskRef;
      readonly attempt: number;
      readonly of: number;
      readonly delay: number;
    }
  | {
      readonly type: 'host.item.finished';
      readonly host: string;
      readonly task: TaskRef;
      readonly item: string;
      readonly result: TaskResult;
    }
  | {
      readonly type: 'host.task.finished';
      readonly host: string;
      readonly task: TaskRef;
      readonly result: TaskResult;
    }
  | { readonly type: 'task.finished'; readonly play: number; readonly batch: number; readonly task: TaskRef }
  | {
      readonly type: 'block.rescued';
      readonly block: string;
      readonly host: string;
      readonly resolved: boolean;
    }
  | {
      readonly type: 'batch.finished';
      readonly play: number;
      readonly batch: number;
      readonly failed: readonly string[];
      readonly rolledBack: readonly string[];
    }
  | {
      readonly type: 'play.stopped';
      readonly play: number;
      readonly reason: string;
      readonly untouched: readonly string[];
    }
  | { readonly type: 'play.finished'; readonly play: number }
  | { readonly type: 'run.warning'; readonly message: string; readonly host?: string }
  | { readonly type: 'run.interrupted'; readonly how: 'finish-steps' | 'now' }
  | { readonly type: 'run.finishing'; readonly hosts: readonly string[] }
  | { readonly type: 'run.finished'; readonly recap: Recap };

/** Whoever listens to a run. Must not throw and must not block; called in order. */
export type EventListener = (event: RunEvent) => void;
