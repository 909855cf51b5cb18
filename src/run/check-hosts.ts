import { growsInventory } from '../engine/play/growth.ts';
import { GorunError, GorunErrors } from '../errors/gorun-error.ts';
import { errorAt } from '../source/error-at.ts';
import type { PreparedRun } from './prepare.ts';

/**
 * Throws GorunErrors `inventory/unknown-pattern` for all plays whose hosts are not in the inventory; where the run may add
 * hosts to it nobody knows yet.
 */
export function checkHosts(run: Pick<PreparedRun, 'playbook' | 'inventory' | 'modules'>): void {
  if (growsInventory(run)) return;
  const problems = run.playbook.plays.flatMap(({ hosts, hostsPlace }) => {
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
