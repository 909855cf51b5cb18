import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { problemText } from '../../module/check/problem-text.ts';
import type { HostModule, LoadedModule, ResourceId } from '../../module/contract.ts';
import { secretValues } from '../../module/secret-values.ts';
import { tell } from '../host/unknowns.ts';
import { hostModuleTask } from '../host-module/host-module-task.ts';
import { askerOf, subjectOf } from '../host-module/subject.ts';
import { leaveUnknown } from '../host-module/unknown-task.ts';
import type { Attempt } from './attempt.ts';
import { controllerTask } from './controller-task.ts';
import { failure, thrownFailure } from './failures.ts';
import { withoutOmitted } from './omit.ts';
import { failed, type Outcome, unknown, unreachable } from './outcome.ts';
import { rollback } from './rollback.ts';
import { HostUnreachable, Interrupted } from './stops.ts';

/** One try at a task: params rendered and checked, then whatever its module is. Throws Interrupted only. */
export async function runAttempt(attempt: Attempt): Promise<Outcome> {
  const { batch, task } = attempt;
  const loaded = batch.run.options.modules.get(task.module);
  if (loaded === undefined) return failed(failure('module/unknown', `there is no module ${task.module}`));
  const rendered = tell(attempt.view, (scope) => task.params.render(scope));
  if (rendered.kind === 'failed') return failed(rendered.failure);
  if (rendered.kind === 'unknown') {
    leaveUnknown(attempt.host, attempt.at, loaded.definition, undefined, rendered.after);
    return unknown(rendered.after);
  }
  const params = withoutOmitted(rendered.value);
  hideSecrets(attempt, loaded, params);
  const checked = loaded.check(params);
  if ('problems' in checked) {
    const said = checked.problems.map((problem) => problemText(task.module, problem));
    const { position } = task.params;
    const fix = `See "gorun modules ${task.module}".`;
    return failed(failure('module/params', said.join('; '), { fix, detail: { position: { ...position } } }), {
      params,
    });
  }
  const outcome = await dispatch(attempt, loaded, checked.params);
  return { ...outcome, params: checked.params };
}

/** Before anything is said about the task. */
function hideSecrets({ batch }: Attempt, { definition }: LoadedModule, params: Json): void {
  if (isJsonObject(params)) batch.run.options.secrets.add(secretValues(definition, params));
}

async function dispatch(attempt: Attempt, loaded: LoadedModule, params: JsonObject): Promise<Outcome> {
  const { definition } = loaded;
  try {
    if (definition.kind === 'host') return await hostModuleTask(attempt, loaded, definition, params);
    if (definition.kind === 'controller') return await controllerTask(attempt, definition, params);
    return await rollback(attempt);
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    if (error instanceof HostUnreachable) return unreachable(error.failure);
    return failed(thrownFailure(error, definition.name));
  }
}

/** Check mode: a task of which not even a condition is known leaves what it touches unknown. */
export async function leaveUnknownTask(attempt: Attempt, after: string): Promise<void> {
  const { batch, host, at, task } = attempt;
  const loaded = batch.run.options.modules.get(task.module);
  if (loaded === undefined) return;
  const { definition } = loaded;
  const touches = definition.kind === 'host' ? await touchesOf(attempt, loaded, definition) : undefined;
  leaveUnknown(host, at, definition, touches, after);
}

async function touchesOf(
  attempt: Attempt,
  loaded: LoadedModule,
  module: HostModule,
): Promise<readonly ResourceId[] | undefined> {
  const params = tell(attempt.view, (scope) => attempt.task.params.render(scope));
  if (params.kind !== 'known' || !isJsonObject(params.value)) return undefined;
  const checked = loaded.check(params.value);
  if ('problems' in checked) return undefined;
  const [only, ...others] = module.platforms;
  const platform = others.length === 0 ? only : (await attempt.at.link?.session())?.platform;
  if (platform === undefined) return undefined;
  const subject = await subjectOf(
    loaded,
    module,
    checked.params,
    platform,
    attempt.batch.run.lookups,
    askerOf(attempt),
  );
  return 'failure' in subject ? undefined : subject.touches;
}
