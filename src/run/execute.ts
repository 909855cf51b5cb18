import type { EventListener, Recap, RunEvent, TaskRef } from '../engine/events.ts';
import { runPlaybook } from '../engine/run.ts';
import type { JsonObject } from '../json.ts';
import { readVariables } from '../playbook/read-variables.ts';
import type { SessionOpener } from '../worker/session.ts';
import { holder } from './holder.ts';
import type { RunLog } from './log.ts';
import type { PreparedRun } from './prepare.ts';
import { writeRunHosts } from './run-hosts.ts';
import { sessionOpener } from './sessions.ts';
import { systemClock } from './system-clock.ts';

/** Who listens to a run and how it is stopped. */
export interface Execution {
  readonly listener: EventListener;
  readonly log?: RunLog | undefined;
  /** First Ctrl-C: running steps finish, nothing new starts but the rescue and always of hosts that failed. */
  readonly stopSoon?: AbortSignal;
  /** Second Ctrl-C: stop now. */
  readonly stopNow?: AbortSignal;
  /** Answers to `vars_prompt`, by name. */
  readonly answers?: JsonObject;
  /** Asked before each task (`--step`). */
  readonly confirm?: (task: TaskRef) => Promise<'yes' | 'no' | 'continue'>;
  /** Opens sessions instead of the connections that the inventory names: hosts that only a program knows. */
  readonly sessions?: SessionOpener;
}

/** Carries out a prepared run; what happens on hosts is in the recap, never an exception. */
export async function executeRun(prepared: PreparedRun, execution: Execution): Promise<Recap> {
  const { request, run, playbook, inventory, modules, secrets, folder } = prepared;
  const { listener, log } = execution;
  const never = new AbortController().signal;
  const recap = await runPlaybook({
    run,
    playbook,
    inventory,
    modules,
    secrets,
    folder,
    sessions:
      execution.sessions ??
      sessionOpener({
        secrets,
        acceptNew: request.acceptNew,
        login: request.login ?? {},
        persist: request.persist,
      }),
    clock: systemClock,
    listener: log ? both(log.listener, listener) : listener,
    extraVars: request.extraVars,
    answers: execution.answers ?? {},
    readVariables: (path) => readVariables(path, request.cwd, request.vault),
    ...(request.limit === undefined ? {} : { limit: request.limit }),
    ...(request.startAtTask === undefined ? {} : { startAtTask: request.startAtTask }),
    ...(execution.confirm === undefined ? {} : { confirm: execution.confirm }),
    tags: request.tags,
    skipTags: request.skipTags,
    check: request.check,
    diff: request.diff,
    forks: request.forks,
    speculation: request.speculation,
    ...(request.become === undefined ? {} : { become: request.become }),
    stealLock: request.stealLock,
    holder: holder(),
    stopSoon: execution.stopSoon ?? never,
    stopNow: execution.stopNow ?? never,
  });
  const check = request.check;
  if (log) await writeRunHosts(log.folder, { run, playbook: prepared.name, check }, recap);
  return recap;
}

function both(first: EventListener, second: EventListener): EventListener {
  return (event: RunEvent) => {
    first(event);
    second(event);
  };
}
