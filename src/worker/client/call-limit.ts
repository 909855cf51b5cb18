import type { HostCall } from '../session.ts';
import type { Dialect } from './dialect.ts';

/** Seconds for the worker's own functions, which never take long; `settle` waits for a process that runs on. */
const ownLimit = 60;

/** The worker's own functions have a limit, too. */
export function withLimit(call: HostCall): HostCall {
  const own = call.script === undefined && call.fn !== 'settle';
  const timeout = call.timeout ?? (own ? ownLimit : undefined);
  return timeout === undefined ? call : { ...call, timeout };
}

/** What is to happen when a call has run for so long. */
export interface CallLimit {
  /** Milliseconds. */
  readonly after: number;
  /** `stop`: it is ended by another worker. `silent`: its worker keeps limits itself, and cannot any more. */
  readonly act: 'stop' | 'silent';
  readonly message: string;
}

/**
 * The limit of the call that runs; undefined: it has none.
 *
 * @param grace Milliseconds past a limit that a worker which keeps limits itself may stay silent.
 */
export function limitOf({ fn, timeout }: HostCall, dialect: Dialect, grace: number): CallLimit | undefined {
  if (timeout === undefined) return undefined;
  return dialect.stop === undefined
    ? {
        after: timeout * 1000 + grace,
        act: 'silent',
        message: `no word from the worker ${grace / 1000} s after a limit of ${timeout} s`,
      }
    : {
        after: timeout * 1000,
        act: 'stop',
        message: `${fn} took longer than ${timeout} s and was ended with all that it had started`,
      };
}
