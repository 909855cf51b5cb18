import { chmod } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { FileTransfer } from '../../connection/types.ts';
import type { FrameLink } from '../wire/frame-link.ts';
import type { Ask } from '../wire/messages.ts';

type Move = Extract<Ask, { readonly ask: 'put' | 'get' }>;

interface Running {
  readonly settle: PromiseWithResolvers<void>;
  readonly onBytes: (bytes: number) => void;
}

/** Files that the keeper moves: it reads and writes them as the same user, on the same machine. */
export class KeptTransfer implements FileTransfer {
  readonly staging?: string;
  readonly #link: FrameLink;
  readonly #running = new Map<number, Running>();
  #last = 0;

  constructor(link: FrameLink, staging: string | undefined) {
    this.#link = link;
    if (staging !== undefined) this.staging = staging;
  }

  async put(
    local: string,
    remote: string,
    onBytes: (sent: number) => void = () => {},
    signal?: AbortSignal,
  ): Promise<void> {
    await this.#move({ ask: 'put', id: ++this.#last, local: resolve(local), remote }, onBytes, signal);
  }

  async get(remote: string, local: string, signal?: AbortSignal): Promise<void> {
    await this.#move({ ask: 'get', id: ++this.#last, remote, local: resolve(local) }, () => {}, signal);
    // The keeper gives nobody else any right; who may read it is for the umask of this process to say.
    await chmod(local, 0o666 & ~process.umask());
  }

  /** Told by the connection. */
  sent(id: number, bytes: number): void {
    this.#running.get(id)?.onBytes(bytes);
  }

  /** Told by the connection: it is there, or why it is not. */
  moved(id: number, error?: unknown): void {
    const settle = this.#running.get(id)?.settle;
    if (error === undefined) settle?.resolve();
    else settle?.reject(error);
  }

  /** Told by the connection: nothing is moved any more. */
  end(error: unknown): void {
    for (const { settle } of this.#running.values()) settle.reject(error);
  }

  async #move(move: Move, onBytes: (bytes: number) => void, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    const { id } = move;
    const settle = Promise.withResolvers<void>();
    const stop = () => {
      this.#link.send({ ask: 'stop', id } satisfies Ask);
      settle.reject(signal?.reason);
    };
    signal?.addEventListener('abort', stop, { once: true });
    this.#running.set(id, { settle, onBytes });
    try {
      this.#link.send(move);
      await settle.promise;
    } finally {
      this.#running.delete(id);
      signal?.removeEventListener('abort', stop);
    }
  }
}
