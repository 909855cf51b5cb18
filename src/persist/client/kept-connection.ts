import type { Socket } from 'node:net';
import type { BecomeUser } from '../../connection/become/become-user.ts';
import type {
  Connection,
  FileTransfer,
  KeptFurther,
  LeftWorker,
  RemoteProcess,
} from '../../connection/types.ts';
import { GorunError } from '../../errors/gorun-error.ts';
import type { Json } from '../../json.ts';
import { FrameLink } from '../wire/frame-link.ts';
import { type Ask, type Say, saySchema } from '../wire/messages.ts';
import { parseMessage, receivedError } from '../wire/parse.ts';
import { KeeperError } from './keeper-error.ts';
import { KeptProcess } from './kept-process.ts';
import { KeptTransfer } from './kept-transfer.ts';

/** Milliseconds that the keeper may take to say that it is there; connecting may take it as long as it needs. */
const welcome = 10_000;

/** Milliseconds that it may take to let a connection go, or to say that it keeps it. */
const farewell = 2000;

type Borrow = Extract<Ask, { readonly ask: 'borrow' }>;

/** A connection that the keeper has, lent to this run until it is left, renewed or closed. */
export class KeptConnection implements Connection {
  readonly platform: 'windows' | 'posix';
  readonly become?: BecomeUser;
  readonly closed: Promise<void>;
  readonly kept: KeptFurther;
  readonly #name: string;
  readonly #link: FrameLink;
  readonly #ended = Promise.withResolvers<void>();
  readonly #welcome = Promise.withResolvers<void>();
  readonly #answer = Promise.withResolvers<void>();
  readonly #processes = new Map<number, KeptProcess>();
  readonly #starting = new Map<number, PromiseWithResolvers<void>>();
  #files: KeptTransfer | undefined;
  #left: LeftWorker | undefined;
  #last = 0;
  #isOver = false;
  /** The keeper said what became of it; if the socket closes without, the keeper is gone. */
  #isExplained = false;
  /** Why there is nothing to borrow: the keeper's word, not that it is gone. */
  #refusal: GorunError | undefined;

  private constructor(socket: Socket, { wanted }: Borrow, become: BecomeUser | undefined) {
    this.#name = wanted.name;
    this.platform = wanted.platform;
    if (become !== undefined) this.become = become;
    this.closed = this.#ended.promise;
    this.#answer.promise.catch(() => {});
    this.#welcome.promise.catch(() => {});
    this.kept = this.#further();
    this.#link = new FrameLink(socket, {
      message: (text) => this.#hear(parseMessage(saySchema, text)),
      data: (n, bytes) => this.#processes.get(n)?.take(bytes),
      closed: () => this.#end(),
    });
  }

  /**
   * Undefined where the keeper went away before it could say anything.
   *
   * @throws GorunError `connection/*`, KeeperError where it says nothing, or the signal's reason
   */
  static async borrow(
    socket: Socket,
    borrow: Borrow,
    become: BecomeUser | undefined,
    signal: AbortSignal | undefined,
  ): Promise<KeptConnection | undefined> {
    const connection = new KeptConnection(socket, borrow, become);
    const stop = () => connection.#link.destroy();
    let isLate = false;
    const late = setTimeout(() => {
      isLate = true;
      stop();
    }, welcome);
    signal?.addEventListener('abort', stop, { once: true });
    try {
      connection.#link.send(borrow);
      await connection.#welcome.promise;
      clearTimeout(late);
      await connection.#answer.promise;
      return connection;
    } catch {
      signal?.throwIfAborted();
      if (isLate) throw new KeeperError(`it did not answer within ${welcome / 1000} s`);
      if (connection.#refusal !== undefined) throw connection.#refusal;
      return undefined;
    } finally {
      clearTimeout(late);
      signal?.removeEventListener('abort', stop);
    }
  }

  /** The keeper has gone without a word. */
  get isOrphaned(): boolean {
    return this.#isOver && !this.#isExplained;
  }

  get files(): FileTransfer | undefined {
    return this.#files;
  }

  async start(command: string, signal?: AbortSignal): Promise<RemoteProcess> {
    signal?.throwIfAborted();
    if (this.#isOver) throw this.#lost();
    const n = ++this.#last;
    const process = new KeptProcess(n, this.#link, this.#name);
    const started = Promise.withResolvers<void>();
    const stop = () => {
      process.kill();
      started.reject(signal?.reason);
    };
    this.#processes.set(n, process);
    this.#starting.set(n, started);
    signal?.addEventListener('abort', stop, { once: true });
    try {
      this.#link.send({ ask: 'start', n, command } satisfies Ask);
      await started.promise;
      return process;
    } finally {
      this.#starting.delete(n);
      signal?.removeEventListener('abort', stop);
    }
  }

  async close(): Promise<void> {
    this.#isExplained = true;
    this.#link.end();
    await this.#ending();
  }

  #setFiles(files: { readonly staging?: string } | undefined): void {
    if (files === undefined) this.#files = undefined;
    else this.#files ??= new KeptTransfer(this.#link, files.staging);
  }

  #setWorker(n: number, memory: unknown): void {
    const process = new KeptProcess(n, this.#link, this.#name);
    this.#processes.set(n, process);
    this.#left = { process, memory };
  }

  #further(): KeptFurther {
    const left = () => this.#left;
    return {
      get hasWorker() {
        return left() !== undefined;
      },
      takeWorker: () => {
        const worker = left();
        this.#left = undefined;
        return worker;
      },
      leaveWorker: (process, memory) => this.#leave(process, memory),
      renew: (command, input) => this.#farewell({ ask: 'renew', command, input }),
    };
  }

  async #leave(process: RemoteProcess, memory: Json): Promise<void> {
    if (process instanceof KeptProcess) await this.#farewell({ ask: 'leave', n: process.n, memory });
    else await this.close();
  }

  /** Its last word; the keeper closes. */
  async #farewell(ask: Ask): Promise<void> {
    this.#link.send(ask);
    await this.#ending();
  }

  async #ending(): Promise<void> {
    const late = setTimeout(() => this.#link.destroy(), farewell);
    await this.closed;
    clearTimeout(late);
  }

  #hear(say: Say | undefined): void {
    if (say === undefined) this.#link.destroy();
    else if (say.say === 'here') this.#welcome.resolve();
    else if (say.say === 'borrowed') {
      // Before anything else is heard: its worker may have something to say already.
      if (say.worker !== undefined) this.#setWorker(say.worker.n, say.worker.memory);
      this.#setFiles(say.files);
      this.#answer.resolve();
    } else if (say.say === 'not borrowed') {
      this.#isExplained = true;
      this.#refusal = receivedError(say.error);
      this.#answer.reject(this.#refusal);
    } else if (say.say === 'closed' || say.say === 'kept') {
      this.#isExplained = true;
      this.#link.end();
    } else if ('n' in say) this.#hearOfProcess(say);
    else if ('id' in say) this.#hearOfFile(say);
  }

  #hearOfProcess(say: Extract<Say, { readonly n: number }>): void {
    if (say.say === 'started') this.#starting.get(say.n)?.resolve();
    else if (say.say === 'not started') {
      this.#processes.delete(say.n);
      this.#starting.get(say.n)?.reject(receivedError(say.error));
    } else if (say.say === 'ended') this.#processes.get(say.n)?.end();
    else this.#processes.get(say.n)?.exit(say.code, say.stderr);
  }

  #hearOfFile(say: Extract<Say, { readonly id: number }>): void {
    if (say.say === 'sent') this.#files?.sent(say.id, say.bytes);
    else {
      this.#files?.moved(say.id, say.say === 'moved' ? undefined : receivedError(say.error));
      this.#setFiles(say.files);
    }
  }

  #end(): void {
    this.#isOver = true;
    const lost = this.#lost();
    this.#welcome.reject(lost);
    this.#answer.reject(lost);
    for (const started of this.#starting.values()) started.reject(lost);
    this.#files?.end(lost);
    for (const process of this.#processes.values()) {
      process.end();
      process.exit();
    }
    this.#ended.resolve();
  }

  #lost(): GorunError {
    return new GorunError('connection/lost', { message: `${this.#name}: the connection has ended.` });
  }
}
