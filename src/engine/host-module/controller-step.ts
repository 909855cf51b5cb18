import { GorunError } from '../../errors/gorun-error.ts';
import type { JsonObject } from '../../json.ts';
import type { ActionIO, LoadedModule } from '../../module/contract.ts';
import type { CallError } from '../../worker/protocol.ts';
import type { CallOutcome, HostSession, ScriptSource } from '../../worker/session.ts';
import type { HostLink } from '../host/host-link.ts';
import type { RunContext } from '../run-context.ts';
import type { Attempt } from '../task/attempt.ts';
import { HostUnreachable, Interrupted, PastTimeLimit } from '../task/stops.ts';
import { withinTime } from '../task/time-limit.ts';
import { type Applied, recordStep, type Sent } from './apply.ts';
import { undoWith } from './step-outcome.ts';
import type { Subject } from './subject.ts';

/** An action of a module that runs on the controller with the host at hand. */
export interface ControllerAction {
  readonly module: LoadedModule;
  readonly action: string;
  readonly args: JsonObject;
  readonly timeout: number | undefined;
  readonly progress: (news: JsonObject) => void;
}

/** Runs the one controller step of a segment. */
export async function controllerStep(
  attempt: Attempt,
  subject: Subject,
  link: HostLink,
  [sent]: readonly Sent[],
  applied: Applied,
): Promise<void> {
  if (sent === undefined) return;
  const { host, at, task, batch, ref } = attempt;
  const { step, intent } = sent;
  const { journal } = host;
  const before = journal.length;
  const timeout = task.timeout ?? step.timeout;
  journal.push({
    at,
    as: subject.as,
    task: ref,
    module: subject.loaded,
    step,
    intent,
    undo: undoWith(step.undo, {}),
    timeout,
    noLog: task.noLog,
  });
  const outcome = await runAction(batch.run, link, {
    module: subject.loaded,
    action: step.action,
    args: step.args,
    timeout,
    progress: (news) => {
      if (!task.noLog) batch.run.emit({ type: 'host.task.progress', host: host.name, task: ref, news });
    },
  });
  journal.length = before;
  recordStep(attempt, subject, sent, outcome, applied);
}

/** Runs an action; one shape of outcome with what runs on the host. Throws HostUnreachable and Interrupted. */
export async function runAction(
  run: RunContext,
  link: HostLink,
  work: ControllerAction,
): Promise<CallOutcome> {
  const { clock, stopNow, folder } = run.options;
  const { definition, scripts } = work.module;
  const action = definition.kind === 'host' ? definition.actions?.[work.action] : undefined;
  const began = clock.now();
  const end = (error: CallError): CallOutcome => ({
    ok: false,
    error,
    ms: clock.now() - began,
  });
  if (action === undefined)
    return end({ kind: 'failed', message: `${definition.name} has no action ${work.action}` });
  try {
    const told = await link.guard(async (session) => {
      const script = scripts[session.platform];
      if (script === undefined) throw new Error(`no script for ${session.platform}`);
      return withinTime(
        (signal) => action(work.args, actionIO(session, script, signal, folder, work.progress)),
        work.timeout,
        clock,
        stopNow,
      );
    });
    return { ok: true, value: { ...told }, ms: clock.now() - began };
  } catch (error) {
    if (error instanceof HostUnreachable) throw error;
    if (error instanceof Interrupted) throw new Interrupted(true);
    if (error instanceof PastTimeLimit) return end({ kind: 'timeout', message: error.message });
    const message = error instanceof Error ? error.message : String(error);
    if (!(error instanceof GorunError)) return end({ kind: 'failed', message });
    return end({ kind: 'failed', message, code: error.code, fix: error.fix });
  }
}

function actionIO(
  session: HostSession,
  script: ScriptSource,
  signal: AbortSignal,
  folder: string,
  progress: (news: JsonObject) => void,
): ActionIO {
  return {
    session,
    script,
    signal,
    folder,
    progress,
    async call(fn, args, timeout) {
      const call = { script, fn, args, ...(timeout === undefined ? {} : { timeout }) };
      const [outcome] = await session.exchange([call], {
        signal,
        onProgress: (_call, news) => progress(news),
      });
      return outcome ?? { ok: false, error: { kind: 'protocol', message: 'no answer' }, ms: 0 };
    },
  };
}
