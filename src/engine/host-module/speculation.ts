import { isJsonObject, type JsonObject } from '../../json.ts';
import type { HostModule, LoadedModule } from '../../module/contract.ts';
import type { Task } from '../../playbook/types.ts';
import type { HostCall } from '../../worker/session.ts';
import type { HostLink } from '../host/host-link.ts';
import { viewOf, withVariables } from '../host/scopes.ts';
import { tell, type View } from '../host/unknowns.ts';
import type { BatchContext } from '../run-context.ts';
import type { Attempt } from '../task/attempt.ts';
import { loopVariables } from '../task/loop-variables.ts';
import { probeCall } from './probe.ts';
import { askerOf, type Subject, subjectOf } from './subject.ts';

/** A request is one line of JSON on the host: more than this many probes are asked for one by one. */
const mostProbes = 500;

/** A probe that a later task of the play will most likely ask for. */
export interface Foreseen {
  readonly call: HostCall;
  readonly subject: Subject;
}

/** Params of a task, and the variables that it would see. */
interface Guess {
  readonly params: JsonObject;
  readonly view: View;
}

interface Candidate {
  readonly task: Task;
  readonly loaded: LoadedModule;
  readonly module: HostModule;
}

/**
 * The probes of all tasks ahead in the play whose params can be rendered already. A wrong guess costs a probe and
 * nothing else: an answer is used only by a task that asks the very same thing.
 *
 * @param asked The key of the probe that is asked for anyway.
 */
export async function foreseeableProbes(
  attempt: Attempt,
  asked: string,
  link: HostLink,
): Promise<readonly Foreseen[]> {
  const { batch, host } = attempt;
  const { platform } = await link.session();
  const found = new Map<string, Foreseen>();
  for (const { task, loaded, module } of hostTasks(batch)) {
    if (
      task.delegateTo !== undefined ||
      task.environment.length > 0 ||
      (task.runOnce && batch.hosts[0] !== host)
    )
      continue;
    for (const { params, view } of foreseeableParams(attempt, task, loaded)) {
      if (found.size >= mostProbes) return [...found.values()];
      const subject = await subjectOf(
        loaded,
        module,
        params,
        platform,
        batch.run.lookups,
        askerOf({ ...attempt, task, view }),
      );
      if (!('script' in subject) || subject.key === asked || found.has(subject.key)) continue;
      found.set(subject.key, { call: probeCall(subject, undefined), subject });
    }
  }
  return [...found.values()];
}

function* hostTasks(batch: BatchContext): Iterable<Candidate> {
  const { modules } = batch.run.options;
  for (let index = batch.passed; index < batch.tasks.length; index++) {
    const task = batch.tasks[index];
    const loaded = task && modules.get(task.module);
    if (task !== undefined && loaded?.definition.kind === 'host')
      yield { task, loaded, module: loaded.definition };
  }
}

function* foreseeableParams(attempt: Attempt, task: Task, loaded: LoadedModule): Iterable<Guess> {
  const { batch, host } = attempt;
  const view = viewOf(host, batch.shared, { task, magic: batch.magic(host) });
  for (const one of views(view, task)) {
    const needed = tell(one, (scope) => task.when.every((condition) => condition.evaluate(scope)));
    if (needed.kind === 'known' && !needed.value) continue;
    const params = tell(one, (scope) => task.params.render(scope));
    if (params.kind !== 'known' || !isJsonObject(params.value)) continue;
    const checked = loaded.check(params.value);
    if ('params' in checked) yield { params: checked.params, view: one };
  }
}

function views(view: View, task: Task): readonly View[] {
  const { loop } = task;
  if (loop === undefined) return [view];
  const items = tell(view, (scope) => loop.items.render(scope));
  if (items.kind !== 'known' || !Array.isArray(items.value)) return [];
  const { value } = items;
  return value.map((_, index) => withVariables(view, loopVariables(loop, value, index)));
}
