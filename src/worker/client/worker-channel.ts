import type { RemoteProcess } from '../../connection/types.ts';
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import type { WireHello } from '../protocol.ts';
import type { CallOutcome, HostCall, ScriptSource } from '../session.ts';
import { limitOf, withLimit } from './call-limit.ts';
import { ChannelLost } from './channel-lost.ts';
import type { Dialect } from './dialect.ts';
import { LineSplitter } from './line-splitter.ts';
import { SentSources } from './sent-sources.ts';
import type { Traffic } from './traffic.ts';
import { parseReply, type Reply } from './wire-replies.ts';
import type { WorkerMemory } from './worker-memory.ts';

/** Who hears what comes back for one request. `n` is the index of the call in it. */
export interface RequestListener {
  outcome(n: number, outcome: CallOutcome): void;
  progress(n: number, news: JsonObject): void;
}

/** A request under way. */
export interface RunningRequest {
  /** Fulfilled at its `done`; rejected with {@link ChannelLost}. */
  readonly done: Promise<void>;
  cancel(): void;
}

/** What a channel needs to know beside its connection. Times in milliseconds. */
export interface ChannelSettings {
  readonly host: string;
  readonly helloTimeout: number;
  /** How long past a call's own limit the worker may stay silent before it is given up. */
  readonly grace: number;
  readonly traffic: Traffic;
  readonly dialect: Dialect;
  /** Has another worker carry out a call beside this one; its value, or undefined where that does not work. */
  readonly askBeside?: (call: HostCall) => Promise<Json | undefined>;
  /** Of a worker that was left by another run. */
  readonly memory?: WorkerMemory | undefined;
}

/** Bytes a second that the slowest link carries: so much longer a large request may take to arrive. */
const slowestLink = 4_000;

interface Pending {
  readonly calls: readonly HostCall[];
  readonly listener: RequestListener;
  readonly settle: PromiseWithResolvers<void>;
  /** Milliseconds that the request may be under way before the worker has it. */
  readonly sending: number;
  answered: number;
  /** It is to be ended when its turn comes. */
  isCancelled: boolean;
}

/** One worker process: requests by id, code sent once, lines understood. Ends once; never comes back. */
export class WorkerChannel {
  readonly hello: Promise<WireHello>;
  /** Fulfilled when it has said hello; rejected with a GorunError that says why it did not. */
  ready: Promise<void> = Promise.resolve();
  readonly ended: Promise<void>;
  readonly #process: RemoteProcess;
  readonly #settings: ChannelSettings;
  readonly #hello = Promise.withResolvers<WireHello>();
  readonly #ended = Promise.withResolvers<void>();
  readonly #sources: SentSources;
  /** In the order of sending, which is the order in which the worker runs them. */
  readonly #pending = new Map<number, Pending>();
  #lastId: number;
  #noise = '';
  #over: ChannelLost | undefined;
  #watch: NodeJS.Timeout | undefined;
  #isStopping = false;
  #seen: WireHello | undefined;

  constructor(process: RemoteProcess, settings: ChannelSettings) {
    this.#process = process;
    this.#settings = settings;
    this.#sources = new SentSources(settings.memory?.known);
    this.#lastId = settings.memory?.lastId ?? 0;
    if (settings.memory?.hello !== undefined) this.#greet(settings.memory.hello);
    this.hello = this.#hello.promise;
    this.ended = this.#ended.promise;
    this.hello.catch(() => {});
    void this.#read();
  }

  /** Lines of its output that were not of the protocol; their last 4 KiB. */
  get noise(): string {
    return this.#noise;
  }

  /** The source that the process is to run: its first input. */
  introduce(source: string): void {
    this.#send(source.trimEnd());
  }

  get open(): boolean {
    return this.#over === undefined;
  }

  /** The process and what the next run has to know of it; undefined unless it is idle. */
  idle(): { readonly process: RemoteProcess; readonly memory: WorkerMemory } | undefined {
    if (this.#over !== undefined || this.#pending.size > 0 || this.#seen === undefined) return undefined;
    const memory = { hello: this.#seen, known: this.#sources.keys, lastId: this.#lastId };
    return { process: this.#process, memory };
  }

  /** Sends calls; sources that this worker has not seen go with them, also those that only arguments name. */
  request(
    calls: readonly HostCall[],
    listener: RequestListener,
    named: readonly ScriptSource[] = [],
  ): RunningRequest {
    const id = ++this.#lastId;
    const settle = Promise.withResolvers<void>();
    if (this.#over !== undefined) {
      settle.reject(this.#over);
      return { done: settle.promise, cancel: () => {} };
    }
    const { dialect } = this.#settings;
    const limited = calls.map(withLimit);
    const fresh = this.#sources.lacking(limited, named, dialect);
    const text = dialect.lines(id, limited, fresh).join('\n');
    this.#sources.sent(fresh);
    const sending = (text.length / slowestLink) * 1000;
    this.#pending.set(id, { calls: limited, listener, settle, sending, answered: 0, isCancelled: false });
    this.#send(text);
    if (this.#pending.size === 1) this.#watchHead();
    return { done: settle.promise, cancel: () => this.#cancel(id) };
  }

  /** Why a call cannot be put in a request to this host, which {@link request} throws a RangeError for; undefined: it can. */
  unsendable(call: HostCall): string | undefined {
    try {
      this.#settings.dialect.lines(0, [call], []);
      return undefined;
    } catch (cause) {
      if (cause instanceof RangeError) return cause.message;
      throw cause;
    }
  }

  /** Asks the worker to give its lock back and to end; with `keep` what steps kept for the way back stays. */
  bye(keep: boolean): void {
    if (this.#over === undefined) this.#send(keep ? '{"bye":true,"keep":true}' : '{"bye":true}');
  }

  /** Ends it from here. */
  kill(why: ChannelLost['why'] = 'ended', message = 'the worker was ended from here'): void {
    this.#end(why, message);
    this.#process.kill();
  }

  #cancel(id: number): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    if (this.#settings.dialect.stop === undefined) this.#send(`{"cancel":${id}}`);
    pending.isCancelled = true;
    this.#watchHead();
  }

  #send(line: string): void {
    const bytes = Buffer.from(`${line}\n`, 'latin1');
    this.#settings.traffic.bytesSent += bytes.length;
    // A write that fails is a channel that ends: reading sees that, too, and tells why.
    this.#process.write(bytes).catch((cause: unknown) => this.#end('ended', String(cause)));
  }

  async #read(): Promise<void> {
    const splitter = new LineSplitter();
    try {
      for await (const chunk of this.#process.stdout) {
        this.#settings.traffic.bytesReceived += chunk.byteLength;
        const lines = splitter.push(chunk);
        for (const line of lines) this.#take(parseReply(this.#settings.dialect.text(line)));
        // A long answer on its way is no silence.
        if (lines.length === 0) this.#watchHead();
      }
      this.#keepNoise(splitter.rest());
      this.#end('ended', 'the worker or its connection ended');
    } catch (cause) {
      // Only an endless line is the worker's fault; all else is a connection that broke.
      const why = cause instanceof RangeError ? 'protocol' : 'ended';
      this.kill(why, cause instanceof Error ? cause.message : String(cause));
    }
  }

  #take(reply: Reply): void {
    if (reply.kind === 'noise') this.#keepNoise(reply.text);
    else if (reply.kind === 'hello') this.#greet(reply.hello);
    // Whatever speaks before its hello is no worker of ours.
    else if (this.#seen === undefined) return;
    else if (reply.kind === 'broken')
      this.kill('protocol', `the worker did not understand a line: ${reply.why}`);
    else {
      const pending = this.#pending.get(reply.id);
      if (pending !== undefined) this.#answer(pending, reply);
    }
  }

  #greet(hello: WireHello): void {
    this.#seen = hello;
    this.#hello.resolve(hello);
  }

  #answer(pending: Pending, reply: Extract<Reply, { readonly id: number }>): void {
    if (reply.kind === 'progress') {
      pending.listener.progress(reply.n, reply.news);
      return;
    }
    if (reply.kind === 'outcome') {
      pending.answered = reply.n + 1;
      pending.listener.outcome(reply.n, reply.outcome);
    } else {
      this.#pending.delete(reply.id);
      this.#settings.traffic.roundTrips++;
      pending.settle.resolve();
    }
    this.#watchHead();
  }

  /** A worker that keeps limits itself is given up when it cannot any more; another is ended from here. */
  #watchHead(): void {
    clearTimeout(this.#watch);
    const [head] = this.#pending.values();
    const call = head?.calls[head.answered];
    if (head === undefined || call === undefined) return;
    const { grace, dialect } = this.#settings;
    const sending = head.answered === 0 ? head.sending : 0;
    if (dialect.stop !== undefined && head.isCancelled) {
      void this.#stop(head, 'cancelled', `${call.fn} was cancelled and ended with all that it had started`);
      return;
    }
    const limit = limitOf(call, dialect, grace);
    if (limit === undefined) return;
    const { after, act, message } = limit;
    const end =
      act === 'silent' ? () => this.kill('silent', message) : () => this.#stop(head, 'timeout', message);
    this.#watch = setTimeout(() => void end(), after + sending);
  }

  /** Ends the running call with its worker, by another worker; the request's other calls are asked again by whoever made it. */
  async #stop(pending: Pending, why: 'timeout' | 'cancelled', message: string): Promise<void> {
    if (this.#isStopping) return;
    this.#isStopping = true;
    const { dialect, askBeside } = this.#settings;
    const n = pending.answered;
    const call = pending.calls[n];
    const began = performance.now();
    try {
      const { pid, started = '' } = await this.hello;
      const stop = call && dialect.stop?.({ call, pid, started, why, message });
      const value = stop && (await askBeside?.(stop));
      if (!isJsonObject(value)) throw new Error('nobody could end it');
      // It may have ended by itself meanwhile.
      if (pending.answered === n) {
        const detail = typeof value.output === 'string' ? { detail: { output: value.output } } : {};
        const ms = Math.round(performance.now() - began) + (call?.timeout ?? 0) * 1000;
        pending.answered = n + 1;
        pending.listener.outcome(n, { ok: false, error: { kind: why, message, ...detail }, ms });
      }
      this.#process.kill();
      this.#isStopping = false;
      this.#end('ended', message);
    } catch {
      this.#isStopping = false;
      this.kill('silent', message);
    }
    if (this.#over !== undefined) this.#giveUp(this.#over);
  }

  #keepNoise(text: string): void {
    if (text !== '') this.#noise = `${this.#noise}${text}\n`.slice(-4096);
  }

  #end(why: ChannelLost['why'], message: string): void {
    if (this.#over !== undefined) return;
    const lost = new ChannelLost(why, message, this.#process.stderrTail().trim().slice(-1000));
    this.#over = lost;
    clearTimeout(this.#watch);
    this.#hello.reject(lost);
    // Who ends it has the last word on the call that ran.
    if (!this.#isStopping) this.#giveUp(lost);
    this.#ended.resolve();
  }

  #giveUp(lost: ChannelLost): void {
    for (const pending of this.#pending.values()) pending.settle.reject(lost);
    this.#pending.clear();
  }
}
