import type { Planned } from '../host-module/planned.ts';
import type { Subject } from '../host-module/subject.ts';
import type { Attempt } from '../task/attempt.ts';
import { expectedEnd } from './expected.ts';
import { Forecast } from './forecast.ts';
import { Foresight } from './foresight.ts';
import { TaskAhead } from './task-ahead.ts';
import { Walk } from './walk.ts';

/**
 * Goes through the play ahead of a host, from the task that it is at: which probes will be asked, as far as params can be
 * rendered from what is known, and from what the answers so far will make of the tasks on the way. A wrong guess costs a
 * probe and nothing else: an answer is used only by a task that asks the very same thing.
 *
 * @param own What the present task is about to do, where that is known already.
 */
export async function lookAhead(
  attempt: Attempt,
  platform: Subject['platform'],
  own?: { readonly subject: Subject; readonly planned: Planned },
): Promise<Foresight> {
  const { host, batch, task, view, item, ahead } = attempt;
  const forecast = new Forecast(host);
  const tasks = new TaskAhead(batch, host, forecast, platform);
  const definition = batch.run.options.modules.get(task.module)?.definition;
  const end = own && expectedEnd(forecast, task, view, own.subject, own.planned, false);
  if (item !== undefined) await tasks.lookAt(task, item.index + 1);
  else if (end?.outcome !== undefined) tasks.ends(task, { outcome: end.outcome });
  else if (definition !== undefined) forecast.forget(task, definition);
  if (end?.changes) tasks.notifies(task);
  await new Walk(batch, host, forecast, tasks).onwards(ahead);
  return new Foresight(forecast, own === undefined ? task.id : undefined);
}
