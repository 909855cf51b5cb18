import { Limiter } from '../../connection/limiter.ts';
import type { Task } from '../../playbook/types.ts';
import type { TaskRef, TaskResult } from '../events.ts';
import type { HostState, Lesson } from '../host/host-state.ts';
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
  const [first] = hosts;
  if (first === undefined || run.stopping.aborted) return;
  const ref: TaskRef = {
    id: task.id,
    name: nameOf(batch, task, first),
    module: task.module,
    position: task.position,
    section: place.section,
  };
  if (!(await isConfirmed(run, ref))) return;
  run.emit({
    type: 'task.started',
    play: batch.playIndex,
    batch: batch.batchIndex,
    task: ref,
    hosts: (task.runOnce ? [first] : hosts).map(({ name }) => name),
  });
  const { clock } = run.options;
  const ready = clock.now();
  const one = (host: HostState): Promise<HostOutcome | undefined> => {
    host.figures.queuedMs += clock.now() - ready;
    return runAndNote(batch, task, ref, place, host, perhaps.get(host));
  };
  if (task.runOnce) await once(batch, task, ref, place, hosts, one);
  else
    await inParallel(hosts, run.options.forks, async (host) => {
      await throttled(batch, task, () => one(host));
    });
  run.emit({ type: 'task.finished', play: batch.playIndex, batch: batch.batchIndex, task: ref });
}

/** `--step`: whether the task is to run. */
async function isConfirmed(run: RunContext, ref: TaskRef): Promise<boolean> {
  const { confirm } = run.options;
  if (confirm === undefined || !run.asking) return true;
  const answer = await confirm(ref);
  if (answer === 'continue') run.asking = false;
  return answer !== 'no' && !run.stopping.aborted;
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
  if (run.stopping.aborted) return undefined;
  const { clock } = run.options;
  const began = clock.now();
  run.emit({ type: 'host.task.started', host: host.name, task: ref });
  try {
    const told = await runOnHost({ batch, host, at: host, task, ref, ahead: place.ahead }, perhaps);
    // Also with delegate_facts: those are of modules and set_fact, as in Ansible.
    learn(host, task, ref, told);
    note(batch, task, ref, place, host, told.outcome, clock.now() - began, told.register, told.at);
    return told;
  } catch (error) {
    if (error instanceof Interrupted) {
      cutShort(batch, task, ref, host, error, clock.now() - began);
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

function cutShort(
  batch: BatchContext,
  task: Task,
  ref: TaskRef,
  host: HostState,
  { sent }: Interrupted,
  ms: number,
): void {
  const told = failure('worker/unsettled', 'stopped while its steps ran; their outcome is not known');
  const outcome = sent
    ? { ...skipped(''), status: 'failed' as const, reason: undefined, message: told.message, failure: told }
    : skipped('stopped before it changed anything');
  host.cutShort = sent
    ? `stopped while "${ref.name}" ran; its outcome is not known`
    : `stopped in "${ref.name}"`;
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
