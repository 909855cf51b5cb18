import { setTimeout as sleep } from 'node:timers/promises';
import type { RemoteProcess } from '../types.ts';
import { readyLine } from './become-command.ts';
import { isRefusal } from './become-error.ts';

/** Milliseconds between looks at what a program says on standard error. */
const every = 100;

/** Milliseconds for su to ask, and for its shell to begin. */
const patience = 15_000;

/** A process that first asks for a password. */
export class PasswordProcess implements RemoteProcess {
  readonly stdout: AsyncIterable<Uint8Array>;
  readonly exited: Promise<number | undefined>;
  readonly #process: RemoteProcess;
  readonly #incoming: AsyncIterator<Uint8Array>;
  /** Read while waiting, not given out yet. */
  readonly #early: Uint8Array[] = [];
  #isOver = false;

  constructor(process: RemoteProcess) {
    this.#process = process;
    this.exited = process.exited;
    this.#incoming = process.stdout[Symbol.asyncIterator]();
    this.stdout = this.#all();
    void process.exited.then(() => {
      this.#isOver = true;
    });
  }

  write(chunk: Uint8Array): Promise<void> {
    return this.#process.write(chunk);
  }

  stderrTail(): string {
    return this.#process.stderrTail();
  }

  kill(): void {
    this.#isOver = true;
    this.#process.kill();
  }

  /**
   * Sends the password. sudo reads it to the end of its line, or not at all: the shell behind it passes over lines that are not ours. su reads
   * whatever is there, so nothing follows before its shell has said that it is there.
   */
  async answer(password: string, alone: boolean, signal: AbortSignal | undefined): Promise<void> {
    if (alone) await this.#until(() => /:\s*$/.test(this.stderrTail()), signal);
    await this.write(Buffer.from(`${password}\n`, 'utf8'));
    if (alone) await this.#ready(signal);
    else void this.#watch();
  }

  /** A wrong password ends it at once: sudo would take the worker's source for the next try. */
  async #watch(): Promise<void> {
    const end = performance.now() + patience;
    while (!this.#isOver && performance.now() < end) {
      await sleep(every, undefined, { ref: false });
      if (isRefusal(this.stderrTail())) this.kill();
    }
  }

  async #until(isThere: () => boolean, signal: AbortSignal | undefined): Promise<void> {
    const end = performance.now() + patience;
    while (!isThere() && !this.#isOver && performance.now() < end)
      await sleep(every, undefined, signal === undefined ? {} : { signal });
  }

  async #ready(signal: AbortSignal | undefined): Promise<void> {
    void this.#watch();
    let seen = '';
    while (!seen.includes(readyLine)) {
      signal?.throwIfAborted();
      const next = await this.#incoming.next();
      if (next.done === true) return;
      this.#early.push(next.value);
      seen += Buffer.from(next.value).toString('latin1');
    }
  }

  async *#all(): AsyncGenerator<Uint8Array> {
    for (let next = await this.#next(); next !== undefined; next = await this.#next()) {
      // The shell of the other account is there: nobody asks for a password any more.
      this.#isOver = true;
      yield next;
    }
  }

  async #next(): Promise<Uint8Array | undefined> {
    const early = this.#early.shift();
    if (early !== undefined) return early;
    const next = await this.#incoming.next();
    return next.done === true ? undefined : next.value;
  }
}
