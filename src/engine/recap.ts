import type { ExitName } from '../errors/exit-codes.ts';
import type { HostRecap, Recap } from './events.ts';
import type { HostState } from './host/host-state.ts';

/** Where every host stands at the end. */
export function recapOf(hosts: Iterable<HostState>, interrupted: boolean, ms: number): Recap {
  const recaps = Array.from(hosts, hostRecap);
  return { hosts: recaps, exit: exitOf(recaps, interrupted), ms };
}

function exitOf(hosts: readonly HostRecap[], interrupted: boolean): ExitName {
  if (interrupted) return 'interrupted';
  const standings = new Set(hosts.map(({ standing }) => standing));
  if (standings.has('failed')) return 'failed';
  if (standings.has('rolled-back')) return 'rolledBack';
  if (standings.has('unreachable')) return 'unreachable';
  // A play that stops did so because of failed hosts; hosts that it left in the middle never make a run a success.
  return standings.has('interrupted') || standings.has('not-started') ? 'failed' : 'success';
}

function hostRecap(host: HostState): HostRecap {
  const { ok, changed, failed, unreachable, rolledBack, skipped, ignored, unknown } = host.tally;
  return {
    host: host.name,
    ok,
    changed,
    failed,
    unreachable,
    rolledBack,
    skipped,
    ignored,
    unknown,
    stats: { ...host.stats, ...host.figures.seen },
    ms: host.ms,
    ...standing(host),
  };
}

function standing(host: HostState): Pick<HostRecap, 'standing' | 'where'> {
  const { failing, ahead, lastTask, stoppedBy, unmended } = host;
  const left = unmended === undefined ? '' : `${unmended}; `;
  if (host.cutShort !== undefined) return { standing: 'interrupted', where: host.cutShort };
  if (host.unreachable !== undefined)
    return { standing: 'unreachable', where: `unreachable: ${host.unreachable.message}` };
  if (failing !== undefined) {
    const said = failing.result.message === undefined ? '' : `: ${failing.result.message}`;
    // Where it was delegated the host itself may well be there.
    if (failing.result.status === 'unreachable')
      return { standing: 'unreachable', where: `unreachable at "${failing.task.name}"${said}` };
    return { standing: 'failed', where: `${left}failed at "${failing.task.name}"${said}` };
  }
  if (!host.started) return { standing: 'not-started', where: 'not started' };
  const why = stoppedBy === undefined ? '' : `: ${stoppedBy}`;
  if (host.rolledBack !== undefined) return { standing: 'rolled-back', where: `${left}${host.rolledBack}` };
  if (ahead.length === 0) return { standing: 'done' };
  if (unmended !== undefined) return { standing: 'interrupted', where: unmended };
  const where = lastTask === undefined ? 'stopped before its first task' : `stopped after "${lastTask}"`;
  return { standing: 'interrupted', where: `${where}${why}` };
}
