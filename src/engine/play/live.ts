import type { HostState } from '../host/host-state.ts';
import { isStopped } from '../host/stopped.ts';
import type { BatchContext, Place } from '../run-context.ts';

/** Says whether a host runs the next task in this place. */
export function isLive({ run, stop }: BatchContext, host: HostState, { cleanup }: Place): boolean {
  if (host.failing !== undefined || host.cutShort !== undefined || host.ended) return false;
  if (isStopped(run, host)) return false;
  return stop === undefined || cleanup;
}
