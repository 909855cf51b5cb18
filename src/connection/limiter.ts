/** Lets at most a fixed number of tasks run at once; the others wait their turn, first come, first served. */
export class Limiter {
  readonly #atOnce: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** @param atOnce how many tasks may run at the same time, at least 1. */
  constructor(atOnce: number) {
    this.#atOnce = Math.max(1, Math.floor(atOnce));
  }

  /** How many tasks wait for their turn. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Runs the task when its turn comes. Throws the signal's reason when it is aborted while waiting. */
  async run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#turn(signal);
    try {
      return await task();
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }

  async #turn(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (this.#running < this.#atOnce) {
      this.#running++;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const start = (): void => {
      signal?.removeEventListener('abort', giveUp);
      this.#running++;
      resolve();
    };
    const giveUp = (): void => {
      this.#waiting.splice(this.#waiting.indexOf(start), 1);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', giveUp, { once: true });
    this.#waiting.push(start);
    await promise;
  }
}
