import type { Connection } from '../../connection/types.ts';
import type { Ask, Say } from '../wire/messages.ts';
import { sentError } from '../wire/parse.ts';

type Move = Extract<Ask, { readonly ask: 'put' | 'get' }>;

/** The files of one guest on their way. */
export class Transfers {
  readonly #connection: Connection;
  readonly #say: (message: Say) => void;
  readonly #running = new Map<number, AbortController>();

  constructor(connection: Connection, say: (message: Say) => void) {
    this.#connection = connection;
    this.#say = say;
  }

  /** How the connection moves files, as far as is known; undefined: not at all. */
  get files(): { staging?: string } | undefined {
    const { files } = this.#connection;
    if (files === undefined) return undefined;
    return files.staging === undefined ? {} : { staging: files.staging };
  }

  /** Never throws: the guest is told. */
  async move(move: Move): Promise<void> {
    const { id } = move;
    const stop = new AbortController();
    this.#running.set(id, stop);
    try {
      await this.#carry(move, stop.signal);
      this.#say({ say: 'moved', id, ...this.#known() });
    } catch (error) {
      this.#say({ say: 'not moved', id, error: sentError(error), ...this.#known() });
    } finally {
      this.#running.delete(id);
    }
  }

  stop(id: number): void {
    this.#running.get(id)?.abort();
  }

  async #carry(move: Move, signal: AbortSignal): Promise<void> {
    const { files } = this.#connection;
    if (files === undefined) throw new Error('the connection moves no files');
    if (move.ask === 'get') return files.get(move.remote, move.local, signal);
    const told = (bytes: number) => this.#say({ say: 'sent', id: move.id, bytes });
    await files.put(move.local, move.remote, told, signal);
  }

  #known() {
    const { files } = this;
    return files === undefined ? {} : { files };
  }
}
