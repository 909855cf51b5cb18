import type { Clock } from '../types.ts';
import { PastTimeLimit } from './stops.ts';

/**
 * Does work on the controller within a time limit; its signal is aborted when the limit is passed or the run is stopped.
 * Throws PastTimeLimit.
 *
 * @param seconds Undefined: no limit, and no timer.
 */
export async function withinTime<T>(
  work: (signal: AbortSignal) => Promise<T>,
  seconds: number | undefined,
  clock: Clock,
  stop: AbortSignal,
): Promise<T> {
  if (seconds === undefined) return work(stop);
  const past = new AbortController();
  const ended = new AbortController();
  const limit = async (): Promise<never> => {
    await clock.sleep(seconds * 1000, ended.signal).catch(() => undefined);
    // Also reached when the work ended first; then nobody waits for this promise any more.
    past.abort();
    throw new PastTimeLimit(seconds);
  };
  const timer = limit();
  timer.catch(() => undefined);
  try {
    return await Promise.race([work(AbortSignal.any([stop, past.signal])), timer]);
  } finally {
    ended.abort();
  }
}
