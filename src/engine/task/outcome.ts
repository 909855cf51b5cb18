import type { Json, JsonObject } from '../../json.ts';
import type { Failure, StepView, TaskStatus } from '../events.ts';

/** What came of one attempt at a task (or at one item of its loop) on a host. */
export interface Outcome {
  readonly status: Exclude<TaskStatus, 'ignored'>;
  readonly steps: readonly StepView[];
  /** The module's own part of what `register` holds. */
  readonly result: JsonObject;
  /** Check mode: a part of the result is known only after this task. */
  readonly partlyAfter?: string | undefined;
  readonly params?: Json | undefined;
  readonly message?: string | undefined;
  readonly warnings?: readonly string[] | undefined;
  readonly failure?: Failure | undefined;
  readonly reason?: string | undefined;
  readonly attempts?: number | undefined;
}

const nothing = { steps: [], result: {} };

/** The task failed before it did anything. */
export function failed(failure: Failure, more: Partial<Outcome> = {}): Outcome {
  return { ...nothing, status: 'failed', message: failure.message, failure, ...more };
}

/** The host could not be reached. */
export function unreachable(failure: Failure): Outcome {
  return { ...nothing, status: 'unreachable', message: failure.message, failure };
}

/** Not run. */
export function skipped(reason: string): Outcome {
  return { ...nothing, status: 'skipped', reason };
}

/** Check mode: what it would do is known only after another task. */
export function unknown(after: string, more: Partial<Outcome> = {}): Outcome {
  return { ...nothing, status: 'unknown', reason: `known only after "${after}"`, ...more };
}
