import type { Connection, Connector } from '../../connection/types.ts';
import { GorunError } from '../../errors/gorun-error.ts';
import type { CallOutcome, LockRequest } from '../session.ts';
import { ChannelLost } from './channel-lost.ts';
import { connectAgain } from './connect-again.ts';
import { launchFor } from './launch.ts';
import type { SessionTimes } from './session-options.ts';
import { startWorker } from './start-worker.ts';
import type { Traffic } from './traffic.ts';
import type { WorkerChannel } from './worker-channel.ts';
import { asJson } from './worker-memory.ts';

interface Line {
  readonly connection: Connection;
  readonly channel: WorkerChannel;
}

/** The same, once its worker has said hello. */
async function alive(made: Promise<Line>): Promise<Line> {
  const line = await made;
  await line.channel.ready;
  return line;
}

/** The connection and the worker on it: made when needed, made again after a drop, the lock taken along. */
export class WorkerLink {
  readonly traffic: Traffic = { roundTrips: 0, reconnects: 0, bytesSent: 0, bytesReceived: 0 };
  readonly #connector: Connector;
  readonly #host: string;
  readonly #times: SessionTimes;
  #line: Line | undefined;
  #making: Promise<Line> | undefined;
  #lock: LockRequest | undefined;
  /** The host may have been changed by this session. */
  #hasChanged = false;

  constructor(connector: Connector, host: string, times: SessionTimes) {
    this.#connector = connector;
    this.#host = host;
    this.#times = times;
  }

  /** The first connection: tried once. Its worker may not have come to life yet: see `ready` of its channel. */
  async open(signal: AbortSignal | undefined): Promise<Line> {
    this.#line = await this.#make(signal);
    return this.#line;
  }

  /** The lock that a new worker has to take again. */
  get lock(): LockRequest | undefined {
    return this.#lock;
  }

  set lock(lock: LockRequest | undefined) {
    this.#lock = lock;
    this.#hasChanged ||= lock !== undefined;
  }

  get connection(): Connection | undefined {
    return this.#line?.connection;
  }

  /** Why the worker did not come to life; undefined: it did. */
  async startFailure(): Promise<GorunError | undefined> {
    try {
      await this.#line?.channel.ready;
      return undefined;
    } catch (error) {
      if (error instanceof GorunError) return error;
      throw error;
    }
  }

  /** A channel that is open, made again where it is not. Throws GorunError `connection/*`. */
  async channel(signal: AbortSignal | undefined, within = this.#times.reconnectFor): Promise<WorkerChannel> {
    if (this.#line?.channel.open) return this.#line.channel;
    // The first worker never came to life: another one would not either.
    const failure = await this.startFailure();
    if (failure !== undefined) throw failure;
    this.#making ??= this.#remake(within, signal).finally(() => {
      this.#making = undefined;
    });
    return (await this.#making).channel;
  }

  /** Ends worker and connection; the next use makes new ones. */
  async drop(): Promise<void> {
    const line = this.#line;
    this.#line = undefined;
    line?.channel.kill();
    await line?.connection.close();
  }

  /**
   * Lets the worker give back the lock and end, then closes the connection. Where that is kept for the next run, so is the worker; after a
   * change both are made anew, so that they know of nothing from before it (groups of the account, what its login sets).
   */
  async leave(patience: number, keep: boolean): Promise<void> {
    const { channel, connection } = this.#line ?? {};
    const idle = this.#hasChanged ? undefined : channel?.idle();
    if (idle !== undefined && connection?.kept !== undefined) {
      this.#line = undefined;
      return connection.kept.leaveWorker(idle.process, asJson(idle.memory));
    }
    const { promise: waited, resolve } = Promise.withResolvers<'late'>();
    const timer = setTimeout(() => resolve('late'), patience);
    channel?.bye(keep);
    const end = await Promise.race([channel?.ended, waited]);
    clearTimeout(timer);
    if (connection?.kept !== undefined && this.#hasChanged && end !== 'late') {
      const { command, source } = launchFor(connection.platform);
      await connection.kept.renew(command, `${source.trimEnd()}\n`);
    }
    await this.drop();
  }

  async #remake(within: number, signal: AbortSignal | undefined): Promise<Line> {
    const patience = { within, backoff: this.#times.backoff };
    const connect = async (stop: AbortSignal | undefined) => {
      // A worker that has ended may have left a good connection: only the process is started anew.
      if (this.#line !== undefined) {
        const { connection } = this.#line;
        this.#line = undefined;
        try {
          return await alive(this.#start(connection, stop));
        } catch {
          await connection.close();
        }
      }
      return this.#make(stop, alive);
    };
    const line = await connectAgain(connect, this.#host, patience, signal);
    this.#line = line;
    this.traffic.reconnects++;
    if (this.lock !== undefined) await this.#lockAgain(line.channel, this.lock);
    return line;
  }

  async #make(
    signal: AbortSignal | undefined,
    when: (line: Promise<Line>) => Promise<Line> = (line) => line,
  ): Promise<Line> {
    const connection = await this.#connector.connect(signal);
    const wasLeft = connection.kept?.hasWorker === true;
    try {
      const line = when(this.#start(connection, signal));
      // It has said hello long ago, or never will.
      return await (wasLeft ? alive(line) : line);
    } catch (cause) {
      await connection.close();
      // A worker that was left by another run, and no good any more: the next one is a new one, on a new connection.
      if (wasLeft && !signal?.aborted) return this.#make(signal, when);
      throw cause;
    }
  }

  async #start(connection: Connection, signal: AbortSignal | undefined): Promise<Line> {
    const launch = launchFor(connection.platform);
    const settings = {
      host: this.#host,
      helloTimeout: this.#times.helloTimeout * 1000,
      grace: this.#times.grace * 1000,
      traffic: this.traffic,
    };
    const channel = await startWorker(connection, launch, settings, signal);
    return { connection, channel };
  }

  /** Not counted as a round trip: nobody asked for it. */
  async #lockAgain(channel: WorkerChannel, lock: LockRequest): Promise<void> {
    const call = { script: undefined, fn: 'lock', args: { ...lock } };
    let outcome: CallOutcome | undefined;
    try {
      await channel.request([call], { outcome: (_n, came) => (outcome = came), progress: () => {} }).done;
      this.traffic.roundTrips--;
    } catch (cause) {
      // Lost once more: whoever uses the channel notices, and makes the next one.
      if (cause instanceof ChannelLost) return;
      throw cause;
    }
    if (outcome === undefined || outcome.ok) return;
    this.lock = undefined;
    throw new GorunError('worker/lock-held', {
      message: `${this.#host}: while the connection was lost the lock of the host went to another run: ${outcome.error.message}`,
      ...(outcome.error.fix === undefined ? {} : { fix: outcome.error.fix }),
    });
  }
}
