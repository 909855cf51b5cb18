import type { TaskStatus } from '../engine/events.ts';
import type { Palette } from './colours.ts';

/** The order in which statuses are told: what needs a person comes last, where it stays in sight. */
export const statusOrder: readonly TaskStatus[] = [
  'skipped',
  'ok',
  'unknown',
  'changed',
  'ignored',
  'unreachable',
  'failed',
];

/** The word for a status; check mode changed nothing and must not sound as if. */
export function statusWord(status: TaskStatus, check: boolean): string {
  if (status === 'changed') return check ? 'would change' : 'changed';
  if (status === 'failed') return check ? 'would fail' : 'failed';
  if (status === 'unknown') return 'not known yet';
  return status;
}

/** The colour for a status. */
export function statusColour(status: TaskStatus, colours: Palette): (text: string) => string {
  return status === 'ignored' ? colours.changed : colours[status];
}
