import type { Play } from '../playbook/types.ts';

/** How a batch stands: `bad` hosts failed, were unreachable or were rolled back. */
export interface Toll {
  readonly hosts: number;
  readonly bad: number;
}

/**
 * Why the play must end now, after a task; undefined while it may go on. The percentage must be exceeded, not reached,
 * and is of the batch's hosts (as Ansible); unlike there, hosts that were rolled back or unreachable count.
 */
export function overBudget(
  { hosts, bad }: Toll,
  play: Pick<Play, 'anyErrorsFatal' | 'maxFailPercentage'>,
): string | undefined {
  if (bad === 0) return undefined;
  if (play.anyErrorsFatal) return `any_errors_fatal: ${bad} of ${hosts} hosts failed`;
  const limit = play.maxFailPercentage;
  if (limit === undefined || (bad / hosts) * 100 <= limit) return undefined;
  return `${bad} of ${hosts} hosts failed, more than max_fail_percentage ${limit} allows`;
}

/** Why no later batch may start, at the end of a batch. */
export function allBad({ hosts, bad }: Toll): string | undefined {
  if (hosts === 0 || bad < hosts) return undefined;
  return hosts === 1 ? 'the only host of the batch failed' : `all ${hosts} hosts of the batch failed`;
}
