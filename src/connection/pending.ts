/**
 * Promises of what ssh2 may never call back for once a channel has closed: then all of them are rejected at once.
 * (A race against one long-lived promise would keep a trace of every call in memory.)
 */
export class Pending {
  readonly #rejects = new Set<(reason: unknown) => void>();
  #end: { readonly reason: unknown } | undefined;

  get isEnded(): boolean {
    return this.#end !== undefined;
  }

  /** Rejects what is under way, and everything asked for later. */
  end(reason: unknown): void {
    this.#end ??= { reason };
    for (const reject of this.#rejects) reject(this.#end.reason);
    this.#rejects.clear();
  }

  /** Runs a function that takes a callback. */
  async call<T>(ask: (done: (error: Error | undefined | null, value: T) => void) => void): Promise<T> {
    if (this.#end !== undefined) throw this.#end.reason;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.#rejects.add(reject);
    try {
      ask((error, value) => (error ? reject(error) : resolve(value)));
      return await promise;
    } finally {
      this.#rejects.delete(reject);
    }
  }
}
