import type { JsonObject } from '../json.ts';
import type { Task } from '../playbook/types.ts';
import type { TaskResult, TaskStatus } from './events.ts';
import type { Outcome } from './outcome.ts';

/** The result of a task as events tell it. With no_log nothing of params and result leaves, only how it ended. */
export function taskResult(
  host: string,
  task: Pick<Task, 'noLog' | 'ignoreErrors'>,
  outcome: Outcome,
  register: JsonObject,
  ms: number,
): TaskResult {
  const status: TaskStatus = outcome.status === 'failed' && task.ignoreErrors ? 'ignored' : outcome.status;
  const { failure, attempts, reason } = outcome;
  const shared = { host, status, ms, ...(attempts === undefined ? {} : { attempts }) };
  if (task.noLog) {
    const message = 'hidden by no_log';
    const hidden = failure === undefined ? {} : { failure: { code: failure.code, message } };
    return { ...shared, steps: [], result: {}, message, ...hidden };
  }
  return {
    ...shared,
    ...(outcome.params === undefined ? {} : { params: outcome.params }),
    steps: outcome.steps,
    result: register,
    ...(outcome.message === undefined ? {} : { message: outcome.message }),
    ...(outcome.warnings === undefined || outcome.warnings.length === 0
      ? {}
      : { warnings: outcome.warnings }),
    ...(failure === undefined ? {} : { failure }),
    ...(reason === undefined ? {} : { reason }),
  };
}
