import type { Socket } from 'node:net';
import { dataHead, FrameReader, messageFrame } from './frame-reader.ts';

/** Who hears what comes over a link. */
export interface LinkListener {
  message(text: string): void;
  data(n: number, bytes: Uint8Array): void;
  /** Once; nothing comes behind it. */
  closed(): void;
}

/** Frames over a socket, in both directions. */
export class FrameLink {
  readonly closed: Promise<void>;
  readonly #socket: Socket;

  constructor(socket: Socket, listener: LinkListener) {
    this.#socket = socket;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.closed = promise;
    const reader = new FrameReader();
    socket.on('data', (chunk) => {
      try {
        for (const frame of reader.push(chunk)) {
          if (frame.kind === 'message') listener.message(frame.text);
          else listener.data(frame.n, frame.bytes);
        }
      } catch {
        // Whoever speaks like this is no gorun.
        socket.destroy();
      }
    });
    // Told by `close`; without a listener the process would end.
    socket.on('error', () => {});
    socket.on('close', () => {
      listener.closed();
      resolve();
    });
  }

  get open(): boolean {
    return this.#socket.writable;
  }

  /** What cannot be sent any more is dropped: the end of the link says so. */
  send(message: object): void {
    if (this.open) this.#socket.write(messageFrame(message));
  }

  /** Resolves when the bytes are on their way. Rejects when they never will be. */
  async sendData(n: number, bytes: Uint8Array): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#socket.cork();
    this.#socket.write(dataHead(n, bytes.length));
    this.#socket.write(bytes, (error) => (error ? reject(error) : resolve()));
    this.#socket.uncork();
    return promise;
  }

  /** Closes when all is sent. */
  end(): void {
    this.#socket.end();
  }

  /** Closes at once. */
  destroy(): void {
    this.#socket.destroy();
  }
}
