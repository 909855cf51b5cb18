import type { Play } from '../../playbook/types.ts';
import type { HostState } from '../host/host-state.ts';

/**
 * Why the play must end now, after a task; undefined while it may go on. The percentage must be exceeded, not reached,
 * and is of the batch's hosts (as Ansible); unlike there, hosts that were rolled back or unreachable count.
 */
export function overBudget(
  hosts: readonly Pick<HostState, 'bad' | 'failing'>[],
  play: Pick<Play, 'anyErrorsFatal' | 'maxFailPercentage'>,
): string | undefined {
  const bad = badOf(hosts);
  if (bad === 0) return undefined;
  const fatal = play.anyErrorsFatal || hosts.some(({ failing }) => failing?.fatal === true && failing.counts);
  if (fatal) return `any_errors_fatal: ${bad} of ${hosts.length} hosts failed`;
  const limit = play.maxFailPercentage;
  if (limit === undefined || (bad / hosts.length) * 100 <= limit) return undefined;
  return `${bad} of ${hosts.length} hosts failed, more than max_fail_percentage ${limit} allows`;
}

/** Why no later batch may start, at the end of a batch. */
export function allBad(hosts: readonly Pick<HostState, 'bad' | 'failing'>[]): string | undefined {
  if (hosts.length === 0 || badOf(hosts) < hosts.length) return undefined;
  return hosts.length === 1
    ? 'the only host of the batch failed'
    : `all ${hosts.length} hosts of the batch failed`;
}

/** How many hosts failed, were unreachable or were rolled back. */
function badOf(hosts: readonly Pick<HostState, 'bad' | 'failing'>[]): number {
  return hosts.filter(({ bad }) => bad).length;
}
