import type { Json } from '../../json.ts';
import type { Loop } from '../../playbook/types.ts';
import { withVariables } from '../host/scopes.ts';
import { stopOf } from '../host/stopped.ts';
import { type Told, tell, type View } from '../host/unknowns.ts';
import type { HostJob } from '../run-context.ts';
import { isCheck } from './attempt.ts';
import { failure } from './failures.ts';
import { type HostOutcome, runTurn } from './host-task.ts';
import { evaluateOn } from './judge.ts';
import { loopVariables } from './loop-variables.ts';
import { failed, type Outcome, skipped, unknown } from './outcome.ts';
import { registered, registeredLoop, type Turn } from './register.ts';
import { leaveUnknownTask } from './run-attempt.ts';
import { summary } from './summary.ts';
import { taskResult } from './task-result.ts';
import { evaluateWhen } from './when.ts';

/** Runs a task once per item. A failed item does not stop the others; an unreachable host and Ctrl-C do. */
export async function runLoop(job: HostJob, view: View, loop: Loop): Promise<HostOutcome> {
  const items = tell(view, (scope) => loop.items.render(scope));
  if (items.kind !== 'known') {
    // As Ansible: a list that cannot be made does not matter where the condition is false anyway.
    const needed = evaluateWhen(job.task.when, view);
    if (needed.kind === 'known' && needed.value !== undefined) return alone(job, skipped(needed.value));
    if (items.kind === 'failed') return alone(job, failed(items.failure));
    await leaveUnknownTask({ ...job, view, item: undefined, number: 1 }, items.after);
    return alone(job, unknown(items.after));
  }
  if (!Array.isArray(items.value)) return alone(job, failed(failure('task/loop', 'loop needs a list')));
  const turns: Turn[] = [];
  for (const index of items.value.keys()) {
    const { options } = job.batch.run;
    const stop = stopOf(job.batch.run, job.host);
    if (index > 0 && loop.pause > 0 && !isCheck(job))
      await options.clock.sleep(loop.pause * 1000, stop).catch(() => undefined);
    if (stop.aborted) break;
    const own = withVariables(view, loopVariables(loop, items.value, index));
    const turn = await runItem(job, own, loop, items.value[index] ?? null, index);
    turns.push(turn);
    if (turn.outcome.status === 'unreachable') break;
    const ends = isLast(job, own, loop, turn);
    if (ends.kind === 'failed') return alone(job, failed(ends.failure));
    if (ends.kind === 'known' && ends.value) break;
  }
  const outcome = summary(turns);
  const at = turns.at(-1)?.at ?? job.at;
  return { outcome, register: registeredLoop(outcome, turns, loop.variable), at };
}

function alone({ at }: HostJob, outcome: Outcome): HostOutcome {
  return { outcome, register: registered(outcome), at };
}

/** Whether `loop_control.until` holds after a turn. */
function isLast({ task }: HostJob, view: View, { until }: Loop, { outcome }: Turn): Told<boolean> {
  return until === undefined ? { kind: 'known', value: false } : evaluateOn([until], outcome, task, view);
}

async function runItem(job: HostJob, own: View, loop: Loop, item: Json, index: number): Promise<Turn> {
  const { batch, host, task, ref } = job;
  const { emit, options } = batch.run;
  const label = labelOf(job, own, loop, item, index);
  emit({ type: 'host.task.started', host: host.name, task: ref, item: label });
  const began = options.clock.now();
  const { outcome, at } = await runTurn(job, own, { index, label });
  const result = taskResult(
    host.name,
    task,
    outcome,
    registered(outcome),
    options.clock.now() - began,
    at.name,
  );
  emit({ type: 'host.item.finished', host: host.name, task: ref, item: label, result });
  return { item, label, outcome, at };
}

function labelOf({ task }: HostJob, view: View, loop: Loop, item: Json, index: number): string {
  if (task.noLog) return `#${index + 1}`;
  const { label } = loop;
  if (label === undefined) return text(item);
  const told = tell(view, (scope) => label.render(scope));
  return told.kind === 'known' ? text(told.value) : text(item);
}

function text(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
