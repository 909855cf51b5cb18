import type { Readable } from 'node:stream';

const longest = 64 * 1024;

/** Keeps the last 64 KiB of a stream and throws the rest away, so that the far side is never held up by it. */
export class StderrTail {
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(stream: Readable) {
    stream.on('data', (chunk: Buffer) => this.#add(chunk));
    stream.on('error', () => {});
  }

  /** The tail as text; a character cut at its start shows as U+FFFD. */
  text(): string {
    return Buffer.concat(this.#chunks).subarray(-longest).toString('utf8');
  }

  #add(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    while (this.#bytes - (this.#chunks[0]?.length ?? 0) >= longest)
      this.#bytes -= this.#chunks.shift()?.length ?? 0;
  }
}
