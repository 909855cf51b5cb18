import { Limiter } from '../../connection/limiter.ts';
import type { Task } from '../../playbook/types.ts';
import type { TaskRef, TaskResult } from '../events.ts';
import type { HostState, Lesson } from '../host/host-state.ts';
import { isStopped } from '../host/stopped.ts';
import { inParallel } from '../play/in-parallel.ts';
import type { BatchContext, Place, RunContext } from '../run-context.ts';
import { failure, thrownFailure } from './failures.ts';
import { type HostOutcome, runOnHost } from './host-task.ts';
import { note } from './note.ts';
import { failed, skipped } from './outcome.ts';
import { registered } from './register.ts';
import { Interrupted } from './stops.ts';
import { nameOf } from './task-name.ts';
import { taskResult } from './task-result.ts';

/**
 * Runs a task on hosts of a batch, up to `forks` at once, and notes how each stands after it.
 *
 * @param perhaps Check mode, for handlers: hosts of which it is known only after a task whether they run it.
 */
export async function runTask(
  batch: BatchContext,
  task: Task,
  place: Place,
  hosts: readonly HostState[],
  perhaps: ReadonlyMap<HostState, string> = new Map(),
): Promise<void> {
  const { run } = batch;
  const [next] = hosts;
  if (next === undefined) return;
  const ref: TaskRef = {
    id: task.id,
    name: nameOf(batch, task, next),
    module: task.module,
    position: task.position,
    section: place.section,
  };
  if (!(await isConfirmed(run, ref))) return;
  // It may have been answered with Ctrl-C.
  const going = hosts.filter((host) => !isStopped(run, host));
  const [first] = going;
  if (first === undefined) return;
  run.emit({
    type: 'task.started',
    play: batch.playIndex,
    batch: batch.batchIndex,
    task: ref,
    hosts: (task.runOnce ? [first] : going).map(({ name }) => name),
  });
  const { clock } = run.options;
  const ready = clock.now();
  const one = (host: HostState): Promise<HostOutcome | undefined> => {
    host.figures.queuedMs += clock.now() - ready;
    return runAndNote(batch, task, ref, place, host, perhaps.get(host));
  };
  if (task.runOnce) await once(batch, task, ref, place, going, one);
  else
    await inParallel(going, run.options.forks, async (host) => {
      await throttled(batch, task, () => one(host));
    });
  run.emit({ type: 'task.finished', play: batch.playIndex, batch: batch.batchIndex, task: ref });
}

/** `--step`: whether the task is to run. */
async function isConfirmed(run: RunContext, ref: TaskRef): Promise<boolean> {
  const { confirm } = run.options;
  // Who has said stop is asked no more: what still runs is the rescue and always of hosts that failed.
  if (confirm === undefined || !run.asking || run.stopping.aborted) return true;
  const answer = await confirm(ref);
  if (answer === 'continue') run.asking = false;
  return answer !== 'no' || run.stopping.aborted;
}

/** Also where hosts come to a task one by one. */
async function throttled(batch: BatchContext, task: Task, work: () => Promise<unknown>): Promise<void> {
  if (task.throttle === undefined) return void (await work());
  const { throttles } = batch.run;
  const limiter = throttles.get(task) ?? new Limiter(task.throttle);
  throttles.set(task, limiter);
  await limiter.run(work);
}

/** The first host that answers runs it for all; if it fails there, it failed for all. */
async function once(
  batch: BatchContext,
  task: Task,
  ref: TaskRef,
  place: Place,
  hosts: readonly HostState[],
  one: (host: HostState) => Promise<HostOutcome | undefined>,
): Promise<void> {
  for (const [index, host] of hosts.entries()) {
    const lesson: Lesson = { facts: {}, included: {} };
    host.lesson = lesson;
    const told = await one(host);
    host.lesson = undefined;
    if (told === undefined) return;
    if (told.outcome.status === 'unreachable') continue;
    // Also those that are not in this section, as in Ansible: a rescue may tell all others.
    for (const other of batch.hosts) {
      if (other === host || other.unreachable !== undefined) continue;
      other.learn(lesson.facts);
      other.include(lesson.included);
      for (const [name, unknown] of host.unknown) other.unknown.set(name, unknown);
    }
    for (const other of hosts.slice(index + 1)) {
      if (told.outcome.status !== 'failed' || task.ignoreErrors) continue;
      const why = failure(told.outcome.failure?.code ?? 'task/failed', `run_once failed on ${host.name}`);
      const outcome = { ...told.outcome, steps: [], result: {}, message: why.message, failure: why };
      note(batch, task, ref, place, other, outcome, 0);
    }
    return;
  }
}

async function runAndNote(
  batch: BatchContext,
  task: Task,
  ref: TaskRef,
  place: Place,
  host: HostState,
  perhaps: string | undefined,
): Promise<HostOutcome | undefined> {
  const { run } = batch;
  if (isStopped(run, host)) return undefined;
  const { clock } = run.options;
  const began = clock.now();
  const applied = host.journal.length;
  run.emit({ type: 'host.task.started', host: host.name, task: ref });
  try {
    const told = await runOnHost({ batch, host, at: host, task, ref, ahead: place.ahead }, perhaps);
    // Also with delegate_facts: those are of modules and set_fact, as in Ansible.
    learn(host, task, ref, told);
    note(batch, task, ref, place, host, told.outcome, clock.now() - began, told.register, told.at);
    return told;
  } catch (error) {
    if (error instanceof Interrupted) {
      cutShort(batch, task, ref, host, stateOf(error, host.journal.length - applied), clock.now() - began);
      return undefined;
    }
    // A defect must not end the run of the other hosts.
    const outcome = failed(thrownFailure(error, 'a defect of gorun'));
    note(batch, task, ref, place, host, outcome, clock.now() - began);
    return { outcome, register: registered(outcome), at: host };
  }
}

/** Keeps what `register` names; in check mode with what is not known of it. */
function learn(host: HostState, task: Task, ref: TaskRef, { outcome, register }: HostOutcome): void {
  if (task.register === undefined) return;
  host.learn({ [task.register]: register });
  if (outcome.status === 'unknown') host.unknown.set(task.register, { after: ref.name });
  else if (outcome.partlyAfter !== undefined)
    host.unknown.set(task.register, { after: outcome.partlyAfter, partly: register });
}

/** How far a task came that was cut short, in words; undefined: it had not begun to change anything. */
function stateOf(
  { sent, partly }: Interrupted,
  applied: number,
): { readonly task: string; readonly host: string } | undefined {
  if (partly !== undefined) return { task: `while it ran: ${partly}`, host: partly };
  if (sent)
    return { task: 'while its steps ran; their outcome is not known', host: 'its outcome is not known' };
  // An earlier turn of its loop, an earlier try, or all but its verifying probe.
  if (applied === 0) return undefined;
  const told = applied === 1 ? '1 of its steps had run' : `${applied} of its steps had run`;
  return { task: `before it was through; ${told}`, host: told };
}

function cutShort(
  batch: BatchContext,
  task: Task,
  ref: TaskRef,
  host: HostState,
  state: ReturnType<typeof stateOf>,
  ms: number,
): void {
  const told = state && failure('worker/unsettled', `stopped ${state.task}`);
  const outcome =
    told === undefined
      ? skipped('stopped before it changed anything')
      : {
          ...skipped(''),
          status: 'failed' as const,
          reason: undefined,
          message: told.message,
          failure: told,
        };
  host.cutShort =
    state === undefined ? `stopped in "${ref.name}"` : `stopped while "${ref.name}" ran; ${state.host}`;
  host.ms += ms;
  const result: TaskResult = taskResult(
    host.name,
    { ...task, ignoreErrors: false },
    outcome,
    registered(outcome),
    ms,
  );
  batch.run.emit({ type: 'host.task.finished', host: host.name, task: ref, result });
}
