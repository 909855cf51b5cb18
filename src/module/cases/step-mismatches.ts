import type { Step } from '../contract.ts';
import type { ExpectedStep } from './case-schema.ts';
import { mismatch } from './mismatch.ts';

/** Holds the steps of a plan against those of a case: the same number, in the same order, equal in all that is written. */
export function stepMismatches(
  expected: readonly ExpectedStep[],
  actual: readonly Step[],
): readonly string[] {
  const names = (steps: readonly { readonly action: string }[]) => steps.map((step) => step.action);
  const order = mismatch('steps', names(expected), names(actual));
  if (order.length > 0) return order;
  return expected.flatMap((wanted, index) => {
    const step = actual[index];
    return step === undefined ? [] : oneStep(`step ${index + 1} (${wanted.action})`, wanted, step);
  });
}

function oneStep(what: string, wanted: ExpectedStep, step: Step): readonly string[] {
  const seen = {
    args: step.args,
    title: step.title,
    where: step.where ?? 'host',
    timeout: step.timeout,
    changes: Object.fromEntries(step.changes.map((one) => [one.property, [one.before, one.after]])),
  };
  const keys = ['args', 'title', 'where', 'timeout', 'changes'] as const;
  return [
    ...keys
      .filter((key) => wanted[key] !== undefined)
      .flatMap((key) => mismatch(`${what} ${key}`, wanted[key], seen[key])),
    ...undoMismatches(what, wanted, step),
  ];
}

function undoMismatches(what: string, { undo: wanted }: ExpectedStep, { undo }: Step): readonly string[] {
  if (wanted === undefined) return [];
  if (wanted === null || undo === undefined) return mismatch(`${what} undo`, wanted, undo ?? null);
  const keys = ['action', 'args', 'title'] as const;
  return keys
    .filter((key) => wanted[key] !== undefined)
    .flatMap((key) => mismatch(`${what} undo ${key}`, wanted[key], undo[key]));
}
