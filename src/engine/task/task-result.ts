import type { JsonObject } from '../../json.ts';
import type { Task } from '../../playbook/types.ts';
import type { TaskResult, TaskStatus } from '../events.ts';
import type { Outcome } from './outcome.ts';

/** The result of a task as events tell it. With no_log nothing of params and result leaves, only how it ended. */
export function taskResult(
  host: string,
  task: Pick<Task, 'ignoreErrors'> & Partial<Pick<Task, 'noLog' | 'ignoreUnreachable' | 'diff'>>,
  outcome: Outcome,
  register: JsonObject,
  ms: number,
  at: string = host,
): TaskResult {
  const status = statusOf(outcome, task);
  const { failure, attempts, reason } = outcome;
  const shared = {
    host,
    status,
    ms,
    ...(attempts === undefined ? {} : { attempts }),
    ...(at === host ? {} : { delegatedTo: at }),
    ...(task.diff === undefined ? {} : { diff: task.diff }),
  };
  if (task.noLog === true) {
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

function statusOf(
  { status }: Outcome,
  task: Pick<Task, 'ignoreErrors'> & Partial<Pick<Task, 'ignoreUnreachable'>>,
): TaskStatus {
  if (status === 'failed' && task.ignoreErrors) return 'ignored';
  return status === 'unreachable' && task.ignoreUnreachable === true ? 'ignored' : status;
}
