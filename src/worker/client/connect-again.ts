import { setTimeout as sleep } from 'node:timers/promises';
import type { ErrorCode } from '../../errors/catalogue.ts';
import { GorunError } from '../../errors/gorun-error.ts';

/** Trying again does not help against these. */
const final: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'connection/authentication',
  'connection/host-key-changed',
  'connection/host-key-unknown',
  'connection/config',
]);

/** How long and how often to try. */
export interface Patience {
  /** Seconds. */
  readonly within: number;
  /** Milliseconds between tries; the last one repeats. */
  readonly backoff: readonly number[];
}

/**
 * Tries until it works or time is over. An error that another try cannot mend is thrown at once, the last other one as the
 * cause of `connection/lost`.
 */
export async function connectAgain<T>(
  attempt: (signal: AbortSignal | undefined) => Promise<T>,
  host: string,
  { within, backoff }: Patience,
  signal: AbortSignal | undefined,
): Promise<T> {
  const end = performance.now() + within * 1000;
  for (let tries = 0; ; tries++) {
    try {
      signal?.throwIfAborted();
      return await attempt(signal);
    } catch (cause) {
      if (signal?.aborted || !(cause instanceof GorunError) || final.has(cause.code)) throw cause;
      const pause = backoff[Math.min(tries, backoff.length - 1)] ?? 1000;
      if (performance.now() + pause > end) {
        throw new GorunError('connection/lost', {
          message: `${host}: the connection was lost and could not be made again within ${within} s: ${cause.message}`,
          cause,
        });
      }
      await sleep(pause, undefined, signal === undefined ? {} : { signal });
    }
  }
}
