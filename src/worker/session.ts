import type { HostAddress } from '../connection/types.ts';
import type { Json, JsonObject } from '../json.ts';
import type { CallError, Intent } from './protocol.ts';

/** PowerShell or sh source that travels once per connection, named by its hash. */
export interface ScriptSource {
  /** SHA-256, hex, of the text and of all that it uses. */
  readonly hash: string;
  readonly text: string;
  /** Libraries that stand in front of it, in this order; each travels once, whoever uses it. They use nothing themselves. */
  readonly uses?: readonly ScriptSource[];
}

/** A call as engine and modules make it. */
export interface HostCall {
  /** Undefined: one of the worker's own functions. */
  readonly script: ScriptSource | undefined;
  readonly fn: string;
  readonly args: Json;
  /** Seconds. */
  readonly timeout?: number;
  /** Do not run it when the call before it failed. */
  readonly needsPrevious?: boolean;
  readonly intent?: Intent;
  /** Variables of the worker's environment while it runs; what it starts inherits them. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The outcome of a call; one shape for success and failure. `ms` is the time spent on the host. */
export type CallOutcome =
  | { readonly ok: true; readonly value: Json; readonly ms: number }
  | { readonly ok: false; readonly error: CallError; readonly ms: number };

/** How to stop, and where news go while a request runs. */
export interface ExchangeOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (call: number, news: JsonObject) => void;
}

/** Who wants the lock of a host. */
export interface LockRequest {
  readonly run: string;
  /** `user@controller pid`, for people. */
  readonly holder: string;
  /** Seconds without renewal after which others may take it; the worker renews it while it lives. */
  readonly lease: number;
  readonly steal: boolean;
}

/** What came of asking for the lock, and of the calls behind it, in order. */
export interface Locked {
  readonly lock: CallOutcome;
  readonly outcomes: readonly CallOutcome[];
}

/** The figures of a session since it was opened. */
export interface SessionStats {
  /** Requests answered, the connection and its hello not counted. */
  readonly roundTrips: number;
  readonly reconnects: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

/**
 * A host as the engine sees it, whatever connection is below. Opened once per host and play.
 * Methods throw GorunError `connection/*` only when the host is unreachable; what fails on the host is an outcome.
 */
export interface HostSession {
  readonly platform: 'windows' | 'posix';
  /** Fulfilled when the worker has said hello. Nobody needs to wait for it: calls may be made before. Throws GorunError `connection/no-worker`. */
  ready(): Promise<void>;
  /**
   * ONE round trip: sends all calls in one request, returns one outcome per call, in order.
   * When the connection drops it is made again; calls without intent are asked again, calls with intent are settled by
   * their receipt, and answered `unsettled` where the receipt cannot tell: then the caller probes.
   */
  exchange(calls: readonly HostCall[], options?: ExchangeOptions): Promise<readonly CallOutcome[]>;
  /**
   * ONE round trip: takes the lock of the host, then makes the calls, which are all skipped where it cannot be had:
   * outcome `lock-held` says who holds it since when. A new worker takes it back before any call that is asked again.
   */
  lock(request: LockRequest, calls?: readonly HostCall[], options?: ExchangeOptions): Promise<Locked>;
  /** Moves a file to the host: to a temporary name, then renamed. Paths on the host are the host's own (`C:\…`). */
  putFile(local: string, remote: string, options?: ExchangeOptions): Promise<void>;
  getFile(remote: string, local: string, options?: ExchangeOptions): Promise<void>;
  /** Drops the connection and makes a new one, trying until `timeout` seconds have passed (after a reboot). */
  reconnect(timeout: number, signal?: AbortSignal): Promise<void>;
  stats(): SessionStats;
  /**
   * Gives back the lock, ends the worker and the connection. Never throws.
   *
   * @param keep POSIX hosts: what steps kept for the way back stays until the next run that changes something there.
   */
  close(keep?: boolean): Promise<void>;
}

/** Opens sessions; the engine knows only this. Throws GorunError `connection/*`. */
export interface SessionOpener {
  /** @param anew Over a connection that is made now, never one that was kept from before. */
  open(host: HostAddress, signal?: AbortSignal, anew?: boolean): Promise<HostSession>;
  /** Whom to tell what a person should know of how sessions are opened. */
  onWarning?(tell: (message: string) => void): void;
}
