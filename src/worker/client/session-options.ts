/** Times of a session; the defaults suit real hosts over SSH. */
export interface SessionOptions {
  /** Seconds to wait for the worker's hello. */
  readonly helloTimeout?: number;
  /** Seconds past a call's own limit after which a silent worker is given up. */
  readonly grace?: number;
  /** Seconds to try to come back after a drop. */
  readonly reconnectFor?: number;
  /** Milliseconds between tries to connect; the last one repeats. */
  readonly backoff?: readonly number[];
}

/** Every option with a value. */
export type SessionTimes = Required<SessionOptions>;

/** Fills in what was not given. */
export function sessionTimes(options: SessionOptions = {}): SessionTimes {
  return { helloTimeout: 60, grace: 15, reconnectFor: 60, backoff: [200, 1000, 2000, 5000], ...options };
}
