import { GorunError } from '../../errors/gorun-error.ts';
import type { CallError } from '../protocol.ts';
import type { CallOutcome, ExchangeOptions, HostCall } from '../session.ts';
import { ChannelLost } from './channel-lost.ts';
import { outOfMemory } from './out-of-memory.ts';
import { settled } from './settle.ts';
import type { RunningRequest, WorkerChannel } from './worker-channel.ts';
import type { WorkerLink } from './worker-link.ts';

/** A call without intent that ends its worker is asked again so often, not for ever. */
const attempts = 3;

/** How long a worker may take to end a cancelled call, in milliseconds. */
const cancelPatience = 10_000;

/** One exchange: what has been answered, and what is still to be asked, over as many workers as it takes. */
export class Exchange {
  readonly #link: WorkerLink;
  readonly #calls: readonly HostCall[];
  readonly #options: ExchangeOptions;
  readonly #told: (n: number, outcome: CallOutcome) => void;
  readonly #outcomes: (CallOutcome | undefined)[];
  readonly #losses: number[];
  /** The last words of the worker that was lost over a call. */
  readonly #said = new Map<number, string>();
  /** Calls that a worker now gone may have begun. */
  readonly #sent = new Set<number>();
  readonly #start = performance.now();

  /** @param told Hears of each outcome when a worker gives it. */
  constructor(
    link: WorkerLink,
    calls: readonly HostCall[],
    options: ExchangeOptions = {},
    told: (n: number, outcome: CallOutcome) => void = () => {},
  ) {
    this.#told = told;
    this.#link = link;
    this.#calls = calls;
    this.#options = options;
    this.#outcomes = calls.map(() => undefined);
    this.#losses = calls.map(() => 0);
  }

  /** One outcome per call, in order. Throws GorunError `connection/*` where nothing can have been changed. */
  async run(): Promise<readonly CallOutcome[]> {
    await this.#ask(0, this.#calls.length);
    for (let n = this.#firstOpen(); n < this.#calls.length; n = this.#firstOpen()) {
      if (this.#options.signal?.aborted) this.#stopRest();
      else if (this.#previousFailed(n)) this.#answer(n, 'skipped', 'not run: the call before it failed');
      else if (!this.#sent.has(n)) await this.#ask(n, this.#firstSentBehind(n));
      else await this.#askAgain(n);
    }
    return this.#outcomes.filter((outcome) => outcome !== undefined);
  }

  /** A call that was under way when its worker was lost: settled by its receipt, else asked once more, alone. */
  async #askAgain(n: number): Promise<void> {
    const call = this.#calls[n];
    if (call?.intent === undefined) return this.#ask(n, n + 1);
    await this.#reaching(async () => {
      const channel = await this.#link.channel(this.#options.signal);
      const progress = this.#options.onProgress;
      const outcome = await settled(channel, call, (news) => progress?.(n, news), this.#options.signal);
      if (outcome !== undefined) this.#outcomes[n] = withLastWords(outcome, this.#said.get(n));
      else this.#sent.delete(n);
    }, n);
  }

  async #ask(from: number, to: number): Promise<void> {
    const [first, ...rest] = this.#calls.slice(from, to);
    if (first === undefined) return;
    const { signal } = this.#options;
    await this.#reaching(async () => {
      const channel = await this.#link.channel(signal);
      // What stands before it was answered by another worker, and well.
      const request = this.#request(channel, [{ ...first, needsPrevious: false }, ...rest], from);
      if (request === undefined) return;
      for (let n = from; n < to; n++) this.#sent.add(n);
      let patience: NodeJS.Timeout | undefined;
      const cancel = () => {
        request.cancel();
        patience = setTimeout(() => channel.kill(), cancelPatience);
      };
      if (signal?.aborted) cancel();
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        await request.done;
      } finally {
        clearTimeout(patience);
        signal?.removeEventListener('abort', cancel);
      }
    }, from);
  }

  /** Undefined: nothing was sent, for a call among them that cannot be; it alone has failed then. */
  #request(channel: WorkerChannel, calls: readonly HostCall[], from: number): RunningRequest | undefined {
    const { onProgress } = this.#options;
    try {
      return channel.request(calls, {
        outcome: (n, outcome) => {
          this.#outcomes[from + n] = outcome;
          this.#told(from + n, outcome);
        },
        progress: (n, news) => onProgress?.(from + n, news),
      });
    } catch (cause) {
      const reasons = calls.map((call) => channel.unsendable(call));
      if (!(cause instanceof RangeError) || reasons.every((reason) => reason === undefined)) throw cause;
      for (const [n, reason] of reasons.entries())
        if (reason !== undefined) this.#answer(from + n, 'failed', reason);
      return undefined;
    }
  }

  /** Does something that needs the worker; when the worker is lost on the way, says what that means for the running call. */
  async #reaching(work: () => Promise<void>, from: number): Promise<void> {
    try {
      await work();
    } catch (error) {
      let cause = error;
      if (this.#options.signal?.aborted) return;
      if (cause instanceof ChannelLost) {
        const neverThere = await this.#link.startFailure();
        if (this.#options.signal?.aborted) return;
        if (neverThere === undefined) return this.#countLoss(cause, from);
        cause = neverThere;
      }
      if (!(cause instanceof GorunError)) throw cause;
      // Something may have been changed: then the caller must get what is known, not only an error.
      const changed = this.#calls.some(({ intent }, n) => intent !== undefined && this.#sent.has(n));
      if (!changed) throw cause;
      this.#answerRest(cause.code === 'worker/lock-held' ? 'lock-held' : 'lost', cause.message, cause.fix);
    }
  }

  #countLoss(lost: ChannelLost, from: number): void {
    const n = Math.max(from, this.#firstOpen());
    if (n >= this.#calls.length) return;
    const call = this.#calls[n];
    const losses = (this.#losses[n] ?? 0) + 1;
    this.#losses[n] = losses;
    const said = lost.said === '' ? '' : `; it said: ${lost.said}`;
    this.#said.set(n, lost.said);
    if (lost.why === 'silent') this.#answer(n, 'timeout', `${call?.fn}: ${lost.message}${said}`);
    else if (lost.why === 'protocol') this.#answer(n, 'protocol', `${call?.fn}: ${lost.message}`);
    else if (losses >= attempts)
      this.#answer(n, 'lost', `the worker was lost ${losses} times while ${call?.fn} ran${said}`);
    // Behind the running one nothing can have begun, but a worker that still lives might: receipts tell.
  }

  #firstSentBehind(n: number): number {
    let end = n + 1;
    while (end < this.#calls.length && !this.#sent.has(end) && this.#outcomes[end] === undefined) end++;
    return end;
  }

  #firstOpen(): number {
    const open = this.#outcomes.indexOf(undefined);
    return open === -1 ? this.#calls.length : open;
  }

  #previousFailed(n: number): boolean {
    return this.#calls[n]?.needsPrevious === true && this.#outcomes[n - 1]?.ok === false;
  }

  /** A worker that has ended a call at the wish of the controller ends with it: nothing behind that call has begun. */
  #stopRest(): void {
    const ended = this.#outcomes.some(
      (outcome) => outcome?.ok === false && outcome.error.kind === 'cancelled',
    );
    if (ended) this.#answerRest('skipped', 'not run: stopped before its turn');
    else this.#answerRest('cancelled', 'cancelled');
  }

  #answerRest(kind: CallError['kind'], message: string, fix?: string): void {
    for (let n = 0; n < this.#calls.length; n++) {
      if (this.#outcomes[n] === undefined) this.#answer(n, kind, message, fix);
    }
  }

  #answer(n: number, kind: CallError['kind'], message: string, fix?: string): void {
    const error: CallError = { kind, message, ...(fix === undefined ? {} : { fix }) };
    this.#outcomes[n] = { ok: false, error, ms: Math.round(performance.now() - this.#start) };
  }
}

/** Where nobody knows how a step has ended, what its worker said at last may tell why. */
function withLastWords(outcome: CallOutcome, said = ''): CallOutcome {
  if (outcome.ok || outcome.error.kind !== 'unsettled' || said === '') return outcome;
  const fix = outOfMemory(said)?.fix;
  const error = { ...outcome.error, message: `${outcome.error.message}; the worker said: ${said}` };
  return { ...outcome, error: fix === undefined ? error : { ...error, fix } };
}
