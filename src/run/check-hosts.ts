import { firstGrowing } from '../engine/play/growth.ts';
import { GorunError, GorunErrors } from '../errors/gorun-error.ts';
import { errorAt } from '../source/error-at.ts';
import type { PreparedRun } from './prepare.ts';

/**
 * Throws GorunErrors `inventory/unknown-pattern` for all plays whose hosts are not in the inventory, but for those behind a play that may add
 * hosts to it; and for a limit. @param limit As it was typed; one that comes from an earlier run (`@failed:RUN`) may name hosts that were added.
 */
export function checkHosts(
  run: Pick<PreparedRun, 'playbook' | 'inventory' | 'modules'>,
  limit: string | undefined,
): void {
  if (limit !== undefined && !limit.includes('@')) run.inventory.select(limit);
  const plays = run.playbook.plays.slice(0, firstGrowing(run) + 1);
  const problems = plays.flatMap(({ hosts, hostsPlace }) => {
    try {
      run.inventory.select(hosts);
      return [];
    } catch (error) {
      if (!(error instanceof GorunError)) throw error;
      return hostsPlace === undefined
        ? error
        : errorAt(hostsPlace, error.code, error.message, error.fix, error);
    }
  });
  if (problems.length > 0) throw new GorunErrors(problems);
}
