import { becomeKey } from '../../connection/become/become-user.ts';
import type { CallOutcome } from '../../worker/session.ts';
import type { HostLink } from '../host/host-link.ts';
import type { HostState } from '../host/host-state.ts';
import type { AppliedStep } from '../host/journal.ts';
import { linkAs } from '../host/link-as.ts';
import { runAction } from '../host-module/controller-step.ts';
import type { RunContext } from '../run-context.ts';
import { type Attempt, uniqueIntent } from './attempt.ts';
import { callFailure } from './failures.ts';
import { Interrupted } from './stops.ts';

/** A step that can be taken back. */
export interface Undoable extends AppliedStep {
  readonly undo: NonNullable<AppliedStep['undo']>;
}

/** What came of taking a step back. */
export interface Undone {
  readonly entry: Undoable;
  readonly outcome: CallOutcome;
}

/** Undos that follow each other on the host travel in one request. */
export function groups(entries: readonly Undoable[]): readonly (readonly Undoable[])[] {
  const found: Undoable[][] = [];
  let together = false;
  for (const entry of entries) {
    const onHost = !isControllers(entry);
    const before = found.at(-1)?.[0];
    if (onHost && together && before?.at === entry.at && isSame(before.as, entry.as))
      found.at(-1)?.push(entry);
    else found.push([entry]);
    together = onHost;
  }
  return found;
}

function isSame(a: AppliedStep['as'], b: AppliedStep['as']): boolean {
  return (a && becomeKey(a)) === (b && becomeKey(b));
}

function isControllers({ module: { definition }, undo }: Undoable): boolean {
  return definition.kind === 'host' && definition.actions?.[undo.action] !== undefined;
}

/**
 * Takes back a group of steps, and tells of each whose outcome is known. The second Ctrl-C leaves the one that ran `cancelled`, and those
 * behind it `skipped`.
 */
export async function undoGroup(attempt: Attempt, group: readonly Undoable[]): Promise<readonly Undone[]> {
  const [first] = group;
  const { host, ref } = attempt;
  const { run } = attempt.batch;
  const link = first && linkAs(run, first.at, first.as);
  if (first === undefined || link === undefined) return [];
  const outcomes = await untilCut(group.length, async () =>
    isControllers(first)
      ? [
          await runAction(run, link, {
            module: first.module,
            action: first.undo.action,
            args: first.undo.args,
            timeout: first.timeout,
            progress: (news) => run.emit({ type: 'host.task.progress', host: host.name, task: ref, news }),
          }),
        ]
      : await undoOnHost(run, first.at, link, group),
  );
  const undone = group.map((entry, index): Undone => ({ entry, outcome: outcomes[index] ?? unanswered }));
  for (const one of undone) if (!isCancelled(one) && !isNotBegun(one)) tellUndone(run, host.name, one);
  return undone;
}

/** It was under way when the second Ctrl-C came. */
export function isCancelled({ outcome }: Undone): boolean {
  return !outcome.ok && outcome.error.kind === 'cancelled';
}

/** Ctrl-C came before its turn. */
export function isNotBegun({ outcome }: Undone): boolean {
  return !outcome.ok && outcome.error.kind === 'skipped';
}

/** What the calls had come to when the second Ctrl-C came. */
async function untilCut(
  calls: number,
  work: () => Promise<readonly CallOutcome[]>,
): Promise<readonly CallOutcome[]> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    if (error.outcomes !== undefined) return error.outcomes;
    return Array.from({ length: calls }, () => stopped(error.sent ? 'cancelled' : 'skipped'));
  }
}

function stopped(kind: 'cancelled' | 'skipped'): CallOutcome {
  return { ok: false, error: { kind, message: kind }, ms: 0 };
}

const unanswered: CallOutcome = {
  ok: false,
  error: { kind: 'protocol', message: 'the worker left an undo unanswered' },
  ms: 0,
};

async function undoOnHost(
  run: RunContext,
  host: HostState,
  link: HostLink,
  group: readonly Undoable[],
): Promise<readonly CallOutcome[]> {
  const { platform } = await link.session();
  return link.exchange(
    group.map(({ module, undo: { action, args, title }, timeout, task, intent, noLog }) => ({
      script: module.scripts[platform],
      fn: 'Apply',
      args: { action, args },
      ...(timeout === undefined ? {} : { timeout }),
      intent: {
        id: uniqueIntent(host, `${intent}/undo`),
        run: run.options.run,
        task: task.id,
        title: noLog ? 'hidden by no_log' : run.options.secrets.text(title),
        ...(noLog || run.options.secrets.holdsSecret(JSON.stringify(args)) ? { secret: true as const } : {}),
      },
    })),
  );
}

function tellUndone(run: RunContext, host: string, { entry, outcome }: Undone): void {
  const told = outcome.ok ? undefined : callFailure(outcome.error, 'module/apply-failed');
  const hidden = entry.noLog && told !== undefined ? { code: told.code, message: 'hidden by no_log' } : told;
  run.emit({
    type: 'host.step.undone',
    host,
    task: entry.task,
    title: entry.noLog ? 'hidden by no_log' : entry.undo.title,
    intent: entry.intent,
    ok: outcome.ok,
    ms: outcome.ms,
    ...(hidden === undefined ? {} : { failure: hidden }),
  });
}
