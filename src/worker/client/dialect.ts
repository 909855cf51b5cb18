import type { HostCall, ScriptSource } from '../session.ts';

/** A source that a worker has not seen yet. */
export interface FreshSource {
  readonly source: ScriptSource;
  /** It stands in front of others only; nobody calls its functions by its hash. */
  readonly library: boolean;
}

/** A running call, and who runs it. */
export interface RunningCall {
  readonly call: HostCall;
  /** Of the worker: its number on the host, and what tells it from a later process of that number. */
  readonly pid: number;
  readonly started: string;
  readonly why: 'timeout' | 'cancelled';
  readonly message: string;
}

/** How one platform's worker is spoken to: the same messages, in the form that it can read. */
export interface Dialect {
  /** Sources that the calls need beside those that they name. */
  needs(calls: readonly HostCall[]): readonly ScriptSource[];
  /** The lines of a request. Throws RangeError for what the platform cannot be given. */
  lines(id: number, calls: readonly HostCall[], fresh: readonly FreshSource[]): readonly string[];
  /** A line of the worker, which came as Latin-1, as text. */
  text(line: string): string;
  /**
   * The call that makes another worker end this one with all that it has started; its value may hold `output`. Undefined: the worker
   * listens while it works and keeps the limits itself.
   */
  stop?(running: RunningCall): HostCall;
}
