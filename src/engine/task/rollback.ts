import type { Failure, StepView } from '../events.ts';
import type { AppliedStep } from '../host/journal.ts';
import type { Attempt } from './attempt.ts';
import { failure } from './failures.ts';
import { failed, type Outcome, unknown, unreachable } from './outcome.ts';
import { Interrupted } from './stops.ts';
import { groups, isCancelled, isNotBegun, type Undoable, type Undone, undoGroup } from './undo.ts';

/**
 * Takes back, newest first, every step that the rescued block applied on this host. An undo that fails does not stop the
 * others; what could not be undone stays in the journal for an outer rescue. In check mode: says what it would take back.
 */
export async function rollback(attempt: Attempt): Promise<Outcome> {
  const { host, batch } = attempt;
  const rescue = host.rescues.at(-1);
  if (rescue === undefined)
    return failed(failure('playbook/rollback-outside-rescue', 'there is no block to undo'));
  const block = host.journal.slice(rescue.from, rescue.to).toReversed();
  const undoable = block.filter((entry): entry is Undoable => entry.undo !== undefined);
  const warnings = block.filter(({ undo, step }) => undo === undefined && step.effect !== 'none').map(cannot);
  const steps = undoable.map(undoView);
  const { check } = batch.run.options;
  const forget = (kept: readonly AppliedStep[]): void => {
    host.journal.splice(rescue.from, rescue.to - rescue.from, ...kept);
    host.rescues[host.rescues.length - 1] = { ...rescue, to: rescue.from + kept.length };
  };
  if (check) {
    const perhaps = host.predictions.perhapsSince(rescue.predictions);
    host.predictions.withdraw(rescue.predictions);
    forget([]);
    if (steps.length === 0 && perhaps !== undefined) return unknown(perhaps);
    return ended(steps, warnings, 'would be undone');
  }
  if (block.length === 0) return ended([], [], 'undone');
  const lost = undoable.find(({ at }) => at.unreachable !== undefined || at.link === undefined);
  if (lost !== undefined) return cannotReach(lost.at.unreachable, steps.length);
  const undone: Undone[] = [];
  for (const group of groups(undoable)) {
    if (batch.run.options.stopNow.aborted) break;
    undone.push(...(await undoGroup(attempt, group)));
  }
  for (const { at } of undoable) at.answers.clear();
  throwIfCut(undoable.length, undone);
  const bad = undone.filter(({ outcome }) => !outcome.ok);
  forget(bad.map(({ entry }) => entry).toReversed());
  if (bad.length === 0) return ended(steps, warnings, 'undone');
  const said = bad.map(
    ({ entry, outcome }) => `${entry.undo.title}: ${outcome.ok ? '' : outcome.error.message}`,
  );
  const told = failure(
    'task/rollback-failed',
    `${bad.length} of ${undone.length} undos failed: ${said.join('; ')}`,
  );
  return failed(told, { steps, warnings, result: { undone: undone.length - bad.length } });
}

/** Throws Interrupted with what is known where the second Ctrl-C came before all undos were through. */
function throwIfCut(all: number, undone: readonly Undone[]): void {
  const cut = undone.filter(isCancelled);
  const begun = undone.filter((one) => !isNotBegun(one)).length;
  if (cut.length === 0 && begun === all) return;
  if (begun === 0) throw new Interrupted();
  const done = undone.filter(({ outcome }) => outcome.ok).length;
  const bad = begun - done - cut.length;
  const [first, ...others] = cut;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const words = [
    `${done} of ${all} ${all === 1 ? 'step' : 'steps'} undone`,
    ...(bad === 0 ? [] : [`${bad} could not be undone`]),
    ...(begun === all ? [] : [`${all - begun} not begun`]),
    ...(first === undefined ? [] : [`the outcome of ${shortTitle(first)}${more} is not known`]),
  ];
  throw new Interrupted(true, { partly: words.join(', ') });
}

/** A command may have many lines. */
function shortTitle({ entry: { undo, noLog } }: Undone): string {
  if (noLog) return 'a step hidden by no_log';
  const [line = ''] = undo.title.split('\n', 1);
  return line.length > 60 || line !== undo.title ? `"${line.slice(0, 60)}…"` : `"${line}"`;
}

function ended(steps: readonly StepView[], warnings: readonly string[], word: string): Outcome {
  const message =
    steps.length === 0
      ? 'nothing to undo'
      : `${steps.length} ${steps.length === 1 ? 'step' : 'steps'} ${word}`;
  return {
    status: steps.length === 0 ? 'ok' : 'changed',
    steps,
    warnings,
    message,
    result: { undone: steps.length },
  };
}

function cannotReach(lost: Failure | undefined, steps: number): Outcome {
  const why = lost === undefined ? 'the host is not connected' : lost.message;
  const message = `${steps} applied steps could not be undone: ${why}`;
  return unreachable(
    failure(lost?.code ?? 'connection/lost', message, lost?.fix === undefined ? {} : { fix: lost.fix }),
  );
}

function cannot({ step, noLog }: AppliedStep): string {
  return `cannot be undone: ${noLog ? 'a step hidden by no_log' : step.title}`;
}

function undoView({ undo, step, noLog }: Undoable): StepView {
  if (noLog) return { title: 'hidden by no_log', action: undo.action, changes: [] };
  const changes = step.changes.map(({ property, before, after }) => ({
    property,
    before: after,
    after: before,
  }));
  return { title: undo.title, action: undo.action, changes };
}
