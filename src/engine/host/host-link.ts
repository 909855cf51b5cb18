import { platformOf } from '../../connection/platform.ts';
import type { HostAddress } from '../../connection/types.ts';
import { catalogue } from '../../errors/catalogue.ts';
import { GorunError } from '../../errors/gorun-error.ts';
import type { CallOutcome, ExchangeOptions, HostCall, HostSession } from '../../worker/session.ts';
import type { Failure } from '../events.ts';
import type { RunContext } from '../run-context.ts';
import { callFailure, failure, thrownFailure } from '../task/failures.ts';
import { HostUnreachable, Interrupted } from '../task/stops.ts';
import type { HostState } from './host-state.ts';
import { StateFolder } from './state-folder.ts';

/** Seconds after which others may take the lock of a run that no longer renews it. */
const lease = 120;

/** The way to one host during one play: opened when first needed, at most once. */
export class HostLink {
  readonly #host: HostState;
  readonly #run: RunContext;
  /** What is needed to reach it; rendered when it is asked for. */
  readonly address: () => HostAddress;
  #opening: Promise<HostSession> | undefined;
  #session: HostSession | undefined;
  #locked = false;
  /** Check mode: what the host says of gorun's folder on it. */
  readonly stateFolder = new StateFolder();

  constructor(host: HostState, run: RunContext, address: () => HostAddress) {
    this.#host = host;
    this.#run = run;
    this.address = address;
  }

  /** This run holds the lock of the host. */
  get locked(): boolean {
    return this.#locked;
  }

  /** The session, opened at the first call. Throws HostUnreachable. */
  session(): Promise<HostSession> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** One round trip. Throws HostUnreachable, Interrupted, or GorunError for what is no matter of reaching the host. */
  async exchange(
    calls: readonly HostCall[],
    onProgress?: ExchangeOptions['onProgress'],
  ): Promise<readonly CallOutcome[]> {
    const { stopNow } = this.#run.options;
    return this.guard(async (session) => {
      const outcomes = await this.#timed(() =>
        session.exchange(calls, {
          signal: stopNow,
          ...(onProgress === undefined ? {} : { onProgress }),
        }),
      );
      this.#checkStopped(outcomes);
      return outcomes;
    });
  }

  /** Does something with the session and sorts what it throws. */
  async guard<T>(work: (session: HostSession) => Promise<T>): Promise<T> {
    const session = await this.session();
    try {
      return await work(session);
    } catch (error) {
      if (error instanceof Interrupted) throw error;
      if (this.#run.options.stopNow.aborted) throw new Interrupted();
      if (error instanceof GorunError && catalogue[error.code].exit === 'unreachable')
        throw this.#lost(error);
      throw error;
    }
  }

  /**
   * One round trip: takes the lock of the host, which this run must not have yet, then makes the calls. The failure where it
   * cannot be had: then no call was made. Throws as {@link exchange} does.
   */
  async lock(
    calls: readonly HostCall[],
  ): Promise<{ readonly outcomes: readonly CallOutcome[] } | { readonly failure: Failure }> {
    const { run, holder, stealLock, stopNow } = this.#run.options;
    const request = { run, holder, lease, steal: stealLock };
    const [lock, ...outcomes] = await this.guard((session) =>
      this.#timed(async () => {
        const locked = await session.lock(request, calls, { signal: stopNow });
        return [locked.lock, ...locked.outcomes];
      }),
    );
    if (lock?.ok) {
      this.#locked = true;
      this.#checkStopped(outcomes);
      return { outcomes };
    }
    if (stopNow.aborted) throw new Interrupted();
    if (lock === undefined)
      return { failure: failure('worker/protocol', 'the worker left a call unanswered') };
    const { error } = lock;
    return {
      failure: callFailure(
        { ...error, kind: error.kind === 'lock-held' ? error.kind : 'failed' },
        'worker/no-state',
      ),
    };
  }

  #checkStopped(outcomes: readonly CallOutcome[]): void {
    if (!this.#run.options.stopNow.aborted) return;
    if (outcomes.some((outcome) => !outcome.ok && outcome.error.kind === 'cancelled'))
      throw new Interrupted(false, { outcomes });
  }

  async #timed(request: () => Promise<readonly CallOutcome[]>): Promise<readonly CallOutcome[]> {
    const { clock } = this.#run.options;
    const began = clock.now();
    const outcomes = await request();
    this.#host.figures.requested(clock.now() - began, outcomes);
    return outcomes;
  }

  /** Connects anew, once; the failure where that does not work, which does not make the host a lost one. Throws Interrupted. */
  async reach(signal: AbortSignal): Promise<Failure | undefined> {
    await this.close();
    this.#opening = undefined;
    this.#locked = false;
    this.#host.foreseeAnew();
    try {
      const session = await this.#connect(signal, true);
      await session.ready();
      this.#opening = Promise.resolve(session);
      return undefined;
    } catch (error) {
      if (this.#run.options.stopNow.aborted) throw new Interrupted();
      return unreachableFailure(error);
    }
  }

  /** Ends the connection, gives the lock back, and adds the figures up. */
  async close(): Promise<void> {
    await this.#opening?.catch(() => undefined);
    if (this.#session === undefined) return;
    // Not rescued, and perhaps changed: people may want back what was there.
    await this.#session.close(this.#host.cutShort !== undefined || this.#host.unmended !== undefined);
    const seen = this.#session.stats();
    const sum = this.#host.stats;
    this.#host.stats = {
      roundTrips: sum.roundTrips + seen.roundTrips,
      reconnects: sum.reconnects + seen.reconnects,
      bytesSent: sum.bytesSent + seen.bytesSent,
      bytesReceived: sum.bytesReceived + seen.bytesReceived,
    };
    this.#session = undefined;
  }

  async #open(): Promise<HostSession> {
    try {
      return await this.#connect(this.#run.options.stopNow);
    } catch (error) {
      if (this.#run.options.stopNow.aborted) throw new Interrupted();
      // The host is there; only another account cannot be taken on.
      if (error instanceof GorunError && error.code === 'connection/become') throw error;
      throw this.#lost(error);
    }
  }

  /** What kind of host it is, as its variables say; nothing is opened. Throws HostUnreachable where they are wrong. */
  platform(): 'windows' | 'posix' {
    try {
      return platformOf(this.address());
    } catch (error) {
      throw this.#lost(error);
    }
  }

  async #connect(signal: AbortSignal, anew = false): Promise<HostSession> {
    const { options, emit } = this.#run;
    const began = options.clock.now();
    const session = await options.sessions.open(this.address(), signal, anew);
    if (signal.aborted) await session.close();
    signal.throwIfAborted();
    this.#session = session;
    const ms = options.clock.now() - began;
    this.#host.figures.connectMs += ms;
    emit({ type: 'host.connected', host: this.#host.name, ms });
    return session;
  }

  #lost(error: unknown): HostUnreachable {
    const told = unreachableFailure(error);
    if (this.#host.unreachable === undefined) {
      this.#host.unreachable = told;
      this.#run.emit({ type: 'host.unreachable', host: this.#host.name, failure: told });
    }
    return new HostUnreachable(told);
  }
}

function unreachableFailure(error: unknown): Failure {
  if (error instanceof GorunError) return thrownFailure(error, 'cannot connect');
  return failure('connection/unreachable', error instanceof Error ? error.message : String(error));
}
