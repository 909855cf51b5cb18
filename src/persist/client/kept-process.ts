import { Readable } from 'node:stream';
import type { RemoteProcess } from '../../connection/types.ts';
import { GorunError } from '../../errors/gorun-error.ts';
import type { FrameLink } from '../wire/frame-link.ts';

/** A process on the host, whose bytes go through the keeper. */
export class KeptProcess implements RemoteProcess {
  /** Its number on the link. */
  readonly n: number;
  readonly stdout: Readable;
  readonly exited: Promise<number | undefined>;
  readonly #link: FrameLink;
  readonly #host: string;
  readonly #settle: (code: number | undefined) => void;
  #stderr = '';
  #isOver = false;

  constructor(n: number, link: FrameLink, host: string) {
    this.n = n;
    this.#link = link;
    this.#host = host;
    this.stdout = new Readable({ read: () => {} });
    // Whoever ends it may not read what is left.
    this.stdout.on('error', () => {});
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    this.exited = promise;
    this.#settle = resolve;
  }

  async write(chunk: Uint8Array): Promise<void> {
    try {
      if (this.#isOver || !this.#link.open) throw new Error('it has ended');
      await this.#link.sendData(this.n, chunk);
    } catch (cause) {
      throw new GorunError('connection/lost', {
        message: `${this.#host}: the process on the host has ended, nothing can be sent to it any more.`,
        cause,
      });
    }
  }

  stderrTail(): string {
    return this.#stderr;
  }

  kill(): void {
    if (!this.#isOver) this.#link.send({ ask: 'kill', n: this.n });
  }

  /** Told by the connection: bytes of its standard output. */
  take(bytes: Uint8Array): void {
    if (!this.stdout.destroyed && !this.#isOver) this.stdout.push(bytes);
  }

  /** Told by the connection: nothing more comes. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.stdout.push(null);
  }

  /** Told by the connection: how it ended; without a code where the connection broke. */
  exit(code?: number, stderr?: string): void {
    if (stderr !== undefined) this.#stderr = stderr;
    this.#settle(code);
  }
}
