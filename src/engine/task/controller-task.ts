import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import type { ControllerIO, ControllerModule, ControllerResult } from '../../module/contract.ts';
import type { HostState } from '../host/host-state.ts';
import { stopOf } from '../host/stopped.ts';
import { NotKnownYet, tell } from '../host/unknowns.ts';
import { grow } from '../play/growth.ts';
import type { BatchContext } from '../run-context.ts';
import { type Attempt, isCheck } from './attempt.ts';
import { conditionOf } from './conditions.ts';
import { failure, thrownFailure } from './failures.ts';
import { failed, type Outcome, unknown } from './outcome.ts';
import { readVariables } from './read-variables.ts';
import { Interrupted, PastTimeLimit } from './stops.ts';
import { withinTime } from './time-limit.ts';

/** A task that needs no host: debug, assert, fail, set_fact, pause. */
export async function controllerTask(
  attempt: Attempt,
  module: ControllerModule,
  params: JsonObject,
): Promise<Outcome> {
  const { host, at, task, batch } = attempt;
  const { clock, stopNow } = batch.run.options;
  try {
    const told = await withinTime(
      (signal) => module.run(params, controllerIO(attempt, signal)),
      task.timeout,
      clock,
      stopNow,
    );
    if (stopNow.aborted) throw new Interrupted();
    const learner = task.delegateFacts ? at : host;
    learner.learn(told.facts ?? {}, module.name);
    learner.include(told.variables ?? {}, module.name);
    if (told.failed !== undefined) return controllerOutcome(told, false);
    const grew =
      (told.addHosts !== undefined || told.joins !== undefined) && (await grow(batch.run, host.name, told));
    return controllerOutcome(told, grew);
  } catch (error) {
    if (error instanceof Interrupted || stopNow.aborted) throw new Interrupted();
    if (error instanceof NotKnownYet) return unknown(error.after);
    if (error instanceof PastTimeLimit) return failed(failure('module/timeout', error.message));
    return failed(thrownFailure(error, module.name));
  }
}

/** What a module on the controller said, as an outcome. */
export function controllerOutcome(
  { changed, failed: why, message, result: told }: ControllerResult,
  grew: boolean,
): Outcome {
  const result = { ...told };
  if (why !== undefined) return failed(failure('task/failed', why), { result, message: why });
  return { status: changed === true || grew ? 'changed' : 'ok', steps: [], result, message };
}

/** The help that such a module gets. */
export function controllerIO(
  { batch, host, at, task, view }: Pick<Attempt, 'batch' | 'host' | 'at' | 'task' | 'view'>,
  signal: AbortSignal,
): ControllerIO {
  const { options } = batch.run;
  return {
    host: host.name,
    check: isCheck({ task, batch }),
    signal,
    evaluate(text) {
      const told = tell(view, (scope) =>
        (task.conditions?.get(text) ?? conditionOf(text, task.position)).evaluate(scope),
      );
      if (told.kind === 'known') return told.value;
      if (told.kind === 'unknown') throw new NotKnownYet(told.after);
      throw told.cause;
    },
    variable(path) {
      const [root = '', ...rest] = path.split('.');
      const told = tell(view, (scope) => scope.get(root));
      if (told.kind === 'known') return rest.reduce(partOf, told.value);
      if (told.kind === 'unknown') throw new NotKnownYet(told.after);
      throw told.cause;
    },
    readVariables: (path) => readVariables({ host, task, view, batch }, path),
    reach: (seconds) => reach(at, batch, seconds, signal),
    now: () => options.clock.now(),
    async sleep(ms) {
      try {
        await options.clock.sleep(ms, AbortSignal.any([stopOf(batch.run, host), signal]));
        return true;
      } catch {
        return false;
      } finally {
        // Whoever waits, waits for something to change.
        at.answers.outdate(undefined);
      }
    },
  };
}

/** What the host said before holds no more: it may have been started anew. */
async function reach(
  at: HostState,
  { run }: BatchContext,
  seconds: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { clock } = run.options;
  at.answers.clear();
  try {
    return (await withinTime(async (stop) => at.link?.reach(stop), seconds, clock, signal))?.message;
  } catch (error) {
    if (!(error instanceof PastTimeLimit)) throw error;
    return `no answer within ${seconds} s`;
  }
}

/** One step along a dotted path; own properties only. */
function partOf(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return Array.isArray(value) ? value[Number(key)] : isJsonObject(value) ? value[key] : undefined;
}
