import { GorunError } from '../../errors/gorun-error.ts';
import type { Json } from '../../json.ts';
import type {
  CallOutcome,
  ExchangeOptions,
  HostCall,
  HostSession,
  Locked,
  LockRequest,
  SessionStats,
} from '../session.ts';
import { connectAgain } from './connect-again.ts';
import { Exchange } from './exchange.ts';
import { getFile } from './get-file.ts';
import { putFile } from './put-file.ts';
import type { SessionTimes } from './session-options.ts';
import type { WorkerCalls } from './worker-calls.ts';
import type { WorkerLink } from './worker-link.ts';

/** Milliseconds that a worker gets to give its lock back before the connection is closed anyhow. */
const farewell = 3000;

/** A host through its worker. Made by `openWorkerSession`. */
export class WorkerSession implements HostSession, WorkerCalls {
  readonly platform: 'windows' | 'posix';
  readonly #link: WorkerLink;
  readonly #host: string;
  readonly #times: SessionTimes;
  #closed: Promise<void> | undefined;

  constructor(link: WorkerLink, host: string, times: SessionTimes, platform: HostSession['platform']) {
    this.platform = platform;
    this.#link = link;
    this.#host = host;
    this.#times = times;
  }

  async ready(): Promise<void> {
    const failed = await this.#link.startFailure();
    if (failed !== undefined) throw failed;
  }

  async exchange(calls: readonly HostCall[], options?: ExchangeOptions): Promise<readonly CallOutcome[]> {
    this.#checkOpen();
    return new Exchange(this.#link, calls, options).run();
  }

  async lock(
    request: LockRequest,
    calls: readonly HostCall[] = [],
    options?: ExchangeOptions,
  ): Promise<Locked> {
    this.#checkOpen();
    const own: HostCall = { script: undefined, fn: 'lock', args: { ...request } };
    const behind = calls.map((call) => ({ ...call, needsPrevious: true }));
    const progress = options?.onProgress;
    const shifted: ExchangeOptions = {
      ...options,
      ...(progress === undefined ? {} : { onProgress: (call, news) => progress(call - 1, news) }),
    };
    const exchange = new Exchange(this.#link, [own, ...behind], shifted, (n, outcome) => {
      // At once: a call behind it may need a new worker, which takes it back without --steal-lock. If it went to another run meanwhile, that run keeps it.
      if (n === 0 && outcome.ok) this.#link.lock = { ...request, steal: false };
    });
    const [lock, ...outcomes] = await exchange.run();
    if (lock === undefined) throw new RangeError('an exchange has an outcome for each call');
    return { lock, outcomes };
  }

  async call(fn: string, args: Json, options?: ExchangeOptions): Promise<Json> {
    const outcome = await this.#one(fn, args, options);
    if (outcome.ok) return outcome.value;
    options?.signal?.throwIfAborted();
    const { message, fix } = outcome.error;
    throw new GorunError('connection/file-transfer', {
      message: `${this.#host}: ${message}`,
      ...(fix === undefined ? {} : { fix }),
    });
  }

  async putFile(local: string, remote: string, options?: ExchangeOptions): Promise<void> {
    await this.#withFiles(options, () => putFile(this, this.#link.connection?.files, local, remote, options));
  }

  async getFile(remote: string, local: string, options?: ExchangeOptions): Promise<void> {
    await this.#withFiles(options, () => getFile(this, this.#link.connection?.files, remote, local, options));
  }

  async reconnect(timeout: number, signal?: AbortSignal): Promise<void> {
    this.#checkOpen();
    await this.#link.drop();
    await this.#link.channel(signal, timeout);
  }

  stats(): SessionStats {
    return { ...this.#link.traffic };
  }

  async close(keep = false): Promise<void> {
    this.#closed ??= this.#link.leave(farewell, keep).catch(() => {});
    await this.#closed;
  }

  async #one(fn: string, args: Json, options?: ExchangeOptions): Promise<CallOutcome> {
    const [outcome] = await this.exchange([{ script: undefined, fn, args }], options);
    if (outcome === undefined) throw new RangeError('an exchange of one call has one outcome');
    return outcome;
  }

  /** A transfer belongs to one connection: after a drop it is begun anew, once. */
  async #withFiles(options: ExchangeOptions | undefined, transfer: () => Promise<void>): Promise<void> {
    this.#checkOpen();
    const channel = await this.#link.channel(options?.signal);
    const hadFiles = this.#link.connection?.files !== undefined;
    try {
      await transfer();
    } catch (cause) {
      if (options?.signal?.aborted) throw cause;
      // The connection found out just now that it moves no files (no SFTP on the host): the worker does.
      if (channel.open && hadFiles && this.#link.connection?.files === undefined) return transfer();
      if (channel.open) throw cause;
      const patience = { within: this.#times.reconnectFor, backoff: this.#times.backoff };
      await connectAgain((signal) => this.#link.channel(signal), this.#host, patience, options?.signal);
      await transfer();
    }
  }

  #checkOpen(): void {
    if (this.#closed !== undefined)
      throw new GorunError('connection/lost', { message: `${this.#host}: the session was closed before` });
  }
}
