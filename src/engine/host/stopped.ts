import type { RunContext } from '../run-context.ts';
import type { HostState } from './host-state.ts';

/**
 * What ends the waits of a host, and keeps anything new from beginning there: the first Ctrl-C, the second where it is
 * in the rescue or always that its failure has led to.
 */
export function stopOf({ options, stopping }: RunContext, { rescues }: HostState): AbortSignal {
  return rescues.length > 0 ? options.stopNow : stopping;
}

/** Says whether nothing new may begin on a host. */
export function isStopped(run: RunContext, host: HostState): boolean {
  return stopOf(run, host).aborted;
}
