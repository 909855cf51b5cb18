import type { Outcome } from './outcome.ts';
import type { Turn } from './register.ts';

/** The outcome of all turns of a loop together. */
export function summary(turns: readonly Turn[]): Outcome {
  const statuses = new Set(turns.map(({ outcome }) => outcome.status));
  const common = {
    steps: turns.flatMap(({ outcome }) => outcome.steps),
    warnings: turns.flatMap(({ outcome }) => outcome.warnings ?? []),
    result: {},
    partlyAfter: turns.find(({ outcome }) => outcome.partlyAfter !== undefined)?.outcome.partlyAfter,
  };
  for (const status of ['unreachable', 'failed'] as const) {
    const bad = turns.filter(({ outcome }) => outcome.status === status);
    const [first] = bad;
    if (first?.outcome.failure === undefined) continue;
    const more = bad.length === 1 ? '' : ` (and ${bad.length - 1} more of ${turns.length} items)`;
    const message = `item ${first.label}: ${first.outcome.failure.message}${more}`;
    return { ...common, status, message, failure: { ...first.outcome.failure, message } };
  }
  const open = turns.find(({ outcome }) => outcome.status === 'unknown');
  if (open !== undefined) return { ...common, status: 'unknown', reason: open.outcome.reason };
  if (statuses.has('changed')) return { ...common, status: 'changed' };
  if (statuses.has('ok')) return { ...common, status: 'ok' };
  return { ...common, status: 'skipped', reason: turns[0]?.outcome.reason ?? 'the loop has no items' };
}
