import type { TaskParams } from './params.ts';

/** Words of a playbook with those of a task. */
type Words = Readonly<Record<string, string>>;

/** A parameter that is one text in a task. */
export interface Property {
  readonly param: keyof TaskParams;
  readonly path: readonly string[];
  /** What Windows does where the element is missing; an empty text: nothing. */
  readonly without: string;
  readonly kind: 'text' | 'flag' | 'number' | 'duration' | Words;
}

const info = (param: Property['param'], name: string): Property => ({
  param,
  path: ['RegistrationInfo', name],
  without: '',
  kind: 'text',
});
const setting = (
  param: Property['param'],
  path: string | readonly string[],
  without: string,
  kind: Property['kind'] = 'flag',
): Property => ({ param, path: ['Settings', ...(typeof path === 'string' ? [path] : path)], without, kind });

/** All of them; what is missing here (actions, triggers, the account) has more than one text. */
export const properties: readonly Property[] = [
  info('description', 'Description'),
  info('author', 'Author'),
  info('source', 'Source'),
  info('version', 'Version'),
  info('date', 'Date'),
  {
    param: 'run_level',
    path: ['Principals', 'Principal', 'RunLevel'],
    without: 'LeastPrivilege',
    kind: { limited: 'LeastPrivilege', highest: 'HighestAvailable' },
  },
  setting('enabled', 'Enabled', 'true'),
  setting('hidden', 'Hidden', 'false'),
  setting('execution_time_limit', 'ExecutionTimeLimit', 'PT72H', 'duration'),
  setting('multiple_instances', 'MultipleInstancesPolicy', 'IgnoreNew', {
    parallel: 'Parallel',
    queue: 'Queue',
    ignore_new: 'IgnoreNew',
    stop_existing: 'StopExisting',
  }),
  setting('start_when_available', 'StartWhenAvailable', 'false'),
  setting('allow_demand_start', 'AllowStartOnDemand', 'true'),
  setting('allow_hard_terminate', 'AllowHardTerminate', 'true'),
  setting('disallow_start_if_on_batteries', 'DisallowStartIfOnBatteries', 'true'),
  setting('stop_if_going_on_batteries', 'StopIfGoingOnBatteries', 'true'),
  setting('run_only_if_idle', 'RunOnlyIfIdle', 'false'),
  setting('run_only_if_network_available', 'RunOnlyIfNetworkAvailable', 'false'),
  setting('wake_to_run', 'WakeToRun', 'false'),
  setting('delete_expired_task_after', 'DeleteExpiredTaskAfter', '', 'duration'),
  setting('priority', 'Priority', '7', 'number'),
  setting('restart_interval', ['RestartOnFailure', 'Interval'], '', 'duration'),
  setting('restart_count', ['RestartOnFailure', 'Count'], '', 'number'),
];

/** What Windows does where an element of that name is missing; undefined: it must not be taken for granted. */
export function withoutElement(path: readonly string[]): string | undefined {
  const found = properties.find((one) => one.path.join('/') === path.join('/'));
  if (found !== undefined) return found.without;
  return path.at(-1) === 'Enabled' && path[0] === 'Triggers' ? 'true' : undefined;
}
