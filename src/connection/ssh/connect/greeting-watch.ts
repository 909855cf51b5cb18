import type { Readable } from 'node:stream';

/** Looks at the first bytes of a connection, to tell an SSH server from others when something fails. */
export class GreetingWatch {
  #first = '';

  /** To be called after ssh2 has paused the stream, so that listening does not start it. */
  watch(stream: Readable): void {
    const look = (chunk: Buffer): void => {
      this.#first += chunk.toString('latin1', 0, 256);
      if (this.#first.length >= 256 || this.isSsh) stream.off('data', look);
    };
    stream.on('data', look);
  }

  get isSilent(): boolean {
    return this.#first === '';
  }

  /** Lines before the greeting are allowed (RFC 4253, 4.2). */
  get isSsh(): boolean {
    return /^SSH-/m.test(this.#first);
  }

  /** The beginning of what was said, fit for a message: printable ASCII only. */
  get shown(): string {
    return this.#first.slice(0, 40).replace(/[^\x20-\x7e]/g, '.');
  }
}
