import type { RemoteProcess } from '../../connection/types.ts';
import type { JsonObject } from '../../json.ts';
import type { WireCall, WireHello, WireSource } from '../protocol.ts';
import type { CallOutcome, HostCall, ScriptSource } from '../session.ts';
import { ChannelLost } from './channel-lost.ts';
import { LineSplitter } from './line-splitter.ts';
import type { Traffic } from './traffic.ts';
import { parseReply, type Reply } from './wire-replies.ts';
import { wireText } from './wire-text.ts';

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
}

/** Seconds for the worker's own functions, which never take long; `settle` waits for a process that runs on. */
const ownLimit = 60;

/** Bytes a second that the slowest link carries: so much longer a large request may take to arrive. */
const slowestLink = 4_000;

interface Pending {
  readonly calls: readonly WireCall[];
  readonly listener: RequestListener;
  readonly settle: PromiseWithResolvers<void>;
  /** Milliseconds that the request may be under way before the worker has it. */
  readonly sending: number;
  answered: number;
}

/** One worker process: requests by id, code sent once, lines understood. Ends once; never comes back. */
export class WorkerChannel {
  readonly hello: Promise<WireHello>;
  readonly ended: Promise<void>;
  readonly #process: RemoteProcess;
  readonly #settings: ChannelSettings;
  readonly #hello = Promise.withResolvers<WireHello>();
  readonly #ended = Promise.withResolvers<void>();
  readonly #known = new Set<string>();
  /** In the order of sending, which is the order in which the worker runs them. */
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #noise = '';
  #over: ChannelLost | undefined;
  #watch: NodeJS.Timeout | undefined;

  constructor(process: RemoteProcess, settings: ChannelSettings) {
    this.#process = process;
    this.#settings = settings;
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
    const code: Record<string, WireSource> = {};
    for (const script of [...named, ...calls.map((call) => call.script)])
      if (script !== undefined) this.#addUnknown(script, code);
    const wireCalls = calls.map(wireCall);
    const line = wireText({ id, ...(Object.keys(code).length > 0 ? { code } : {}), calls: wireCalls });
    const sending = (line.length / slowestLink) * 1000;
    this.#pending.set(id, { calls: wireCalls, listener, settle, sending, answered: 0 });
    this.#send(line);
    if (this.#pending.size === 1) this.#watchHead();
    return { done: settle.promise, cancel: () => this.#send(`{"cancel":${id}}`) };
  }

  /** Asks the worker to give its lock back and to end. */
  bye(): void {
    if (this.#over === undefined) this.#send('{"bye":true}');
  }

  /** Ends it from here. */
  kill(why: ChannelLost['why'] = 'ended', message = 'the worker was ended from here'): void {
    this.#end(why, message);
    this.#process.kill();
  }

  #addUnknown({ hash, text, uses = [] }: ScriptSource, code: Record<string, WireSource>): void {
    if (this.#known.has(hash)) return;
    for (const library of uses) this.#addUnknown(library, code);
    this.#known.add(hash);
    code[hash] = uses.length === 0 ? { text } : { text, uses: uses.map((library) => library.hash) };
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
        for (const line of lines) this.#take(parseReply(line));
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
    else if (reply.kind === 'hello') this.#hello.resolve(reply.hello);
    else if (reply.kind === 'broken')
      this.kill('protocol', `the worker did not understand a line: ${reply.why}`);
    else {
      const pending = this.#pending.get(reply.id);
      if (pending !== undefined) this.#answer(pending, reply);
    }
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

  /** The worker ends a call at its limit itself; this is for one that cannot any more. */
  #watchHead(): void {
    clearTimeout(this.#watch);
    const [head] = this.#pending.values();
    const limit = head?.calls[head.answered]?.timeout;
    if (limit === undefined) return;
    const { grace } = this.#settings;
    const message = `no word from the worker ${grace / 1000} s after a limit of ${limit} s`;
    const sending = head?.answered === 0 ? head.sending : 0;
    this.#watch = setTimeout(() => this.kill('silent', message), limit * 1000 + grace + sending);
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
    for (const pending of this.#pending.values()) pending.settle.reject(lost);
    this.#pending.clear();
    this.#ended.resolve();
  }
}

function wireCall(call: HostCall): WireCall {
  const own = call.script === undefined && call.fn !== 'settle';
  const timeout = call.timeout ?? (own ? ownLimit : undefined);
  return {
    code: call.script?.hash ?? '',
    fn: call.fn,
    args: call.args,
    ...(timeout === undefined ? {} : { timeout }),
    ...(call.needsPrevious === true ? { needs: 'previous' } : {}),
    ...(call.environment === undefined ? {} : { env: call.environment }),
    ...(call.intent === undefined ? {} : { intent: call.intent }),
  };
}
