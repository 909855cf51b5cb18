import type { HostState } from '../host/host-state.ts';
import type { RunContext } from '../run-context.ts';

/** After the first Ctrl-C: tells, once for each, of the hosts whose rescue or always runs on. */
export function tellFinishing(run: RunContext, hosts: readonly HostState[]): void {
  if (!run.stopping.aborted) return;
  const told = hosts.filter(({ isFinishing, unreachable }) => !isFinishing && unreachable === undefined);
  if (told.length === 0) return;
  for (const host of told) host.isFinishing = true;
  run.emit({ type: 'run.finishing', hosts: told.map(({ name }) => name) });
}
