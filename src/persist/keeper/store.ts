import { createHash } from 'node:crypto';
import type { Wanted } from '../wire/messages.ts';
import type { KeptHost } from './kept-host.ts';

/** Equal for connections that lead to the same account on the same host in the same way; says nothing of the passwords in it. */
export function keyOf(wanted: Wanted): string {
  return createHash('sha256').update(JSON.stringify(wanted)).digest('base64');
}

interface Idle {
  readonly host: KeptHost;
  /** When it ends, in milliseconds of `performance.now()`. */
  readonly until: number;
}

/** What nobody uses at the moment: at most one connection of a kind, each for a limited time. */
export class Store {
  readonly #idle = new Map<string, Idle>();
  /** Connections that are being made anew; undefined where that did not work. */
  readonly #coming = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #planned = 0;
  readonly #accepts: () => boolean;
  readonly #changed: () => void;

  /**
   * @param accepts Whether anything is to be kept still.
   * @param changed Called whenever there may be nothing left.
   */
  constructor(accepts: () => boolean, changed: () => void) {
    this.#accepts = accepts;
    this.#changed = changed;
  }

  get isEmpty(): boolean {
    return this.#idle.size === 0 && this.#coming.size === 0;
  }

  /** What is kept: idle ones with the seconds that are left, and the number of those being made. */
  get idle(): readonly { readonly host: KeptHost; readonly left: number }[] {
    return [...this.#idle.values()].map(({ host, until }) => ({
      host,
      left: (until - performance.now()) / 1000,
    }));
  }

  /** The one for this key, which is the caller's from now on; one that is being made is waited for. */
  async take(key: string): Promise<KeptHost | undefined> {
    await this.#coming.get(key);
    const idle = this.#idle.get(key);
    if (idle === undefined) return undefined;
    this.#idle.delete(key);
    if (idle.host.isWarm) return idle.host;
    await idle.host.close();
    return undefined;
  }

  /** Ends the one for this key, if there is one. */
  async drop(key: string): Promise<void> {
    const host = await this.take(key);
    await host?.close();
  }

  /** Keeps it for so many seconds; one that was kept for the same key goes. */
  keep(key: string, host: KeptHost, seconds: number): void {
    if (!this.#accepts()) {
      void host.close().then(this.#changed);
      return;
    }
    const before = this.#idle.get(key);
    const idle = { host, until: performance.now() + seconds * 1000 };
    this.#idle.set(key, idle);
    void before?.host.close();
    this.#plan(idle.until);
    const gone = () => {
      if (this.#idle.get(key) === idle) this.#end(key);
    };
    host.whenGone(gone);
    if (!host.isWarm) gone();
  }

  /** Keeps what is being made, when it is there. */
  keepComing(key: string, making: Promise<KeptHost>, seconds: number): void {
    const coming = making
      .then((host) => this.keep(key, host, seconds))
      // The next run connects by itself, and tells why it cannot.
      .catch(() => {})
      .finally(() => {
        if (this.#coming.get(key) === coming) this.#coming.delete(key);
        this.#changed();
      });
    this.#coming.set(key, coming);
  }

  /** Ends all that nobody uses; how many. */
  endAll(): number {
    const keys = [...this.#idle.keys()];
    for (const key of keys) this.#end(key);
    return keys.length;
  }

  #end(key: string): void {
    const idle = this.#idle.get(key);
    this.#idle.delete(key);
    void idle?.host.close().then(this.#changed);
  }

  /** One timer for all, that goes off for the first of them, at most four times a second. */
  #plan(until: number): void {
    if (this.#timer !== undefined && this.#planned <= until) return;
    clearTimeout(this.#timer);
    this.#planned = until;
    this.#timer = setTimeout(() => this.#expire(), Math.max(0, until - performance.now()) + 250);
  }

  #expire(): void {
    this.#timer = undefined;
    const now = performance.now();
    let next = Number.POSITIVE_INFINITY;
    for (const [key, { until }] of this.#idle) {
      if (until <= now) this.#end(key);
      else next = Math.min(next, until);
    }
    if (next !== Number.POSITIVE_INFINITY) this.#plan(next);
  }
}
