import type { RemoteProcess } from '../../src/connection/types.ts';

/** How the far side's output reaches us. */
export interface OutputFaults {
  /** The connection breaks after so many bytes of output. */
  readonly dropAfter?: number;
  /** Bytes per chunk. */
  readonly chunk?: number;
}

/** A process in memory: lines in, bytes out, an end. `onEnd` is called once, whoever ends it. */
export class FakeProcess implements RemoteProcess {
  readonly stdout: AsyncIterable<Uint8Array>;
  readonly exited: Promise<number | undefined>;
  /** Lines that were written to it. */
  readonly received: string[] = [];
  stderr = '';
  readonly #chunks: Uint8Array[] = [];
  readonly #faults: OutputFaults;
  readonly #onLine: (line: string, process: FakeProcess) => void;
  readonly #exit = Promise.withResolvers<number | undefined>();
  #wake = Promise.withResolvers<void>();
  #sent = 0;
  #buffered = '';
  #ended = false;

  constructor(onLine: (line: string, process: FakeProcess) => void, faults: OutputFaults = {}) {
    this.#onLine = onLine;
    this.#faults = faults;
    this.exited = this.#exit.promise;
    this.stdout = this.#read();
  }

  get ended(): boolean {
    return this.#ended;
  }

  async write(chunk: Uint8Array): Promise<void> {
    if (this.#ended) throw new Error('the process has ended');
    const lines = (this.#buffered + Buffer.from(chunk).toString('latin1')).split('\n');
    this.#buffered = lines.pop() ?? '';
    for (const line of lines) {
      this.received.push(line);
      this.#onLine(line, this);
    }
  }

  /** What the far side writes. */
  say(text: string): void {
    if (this.#ended) return;
    const bytes = Buffer.from(text, 'latin1');
    const room = (this.#faults.dropAfter ?? Number.POSITIVE_INFINITY) - this.#sent;
    const kept = bytes.subarray(0, Math.max(0, room));
    this.#sent += kept.length;
    const size = this.#faults.chunk ?? (kept.length || 1);
    for (let at = 0; at < kept.length; at += size) this.#chunks.push(kept.subarray(at, at + size));
    this.#wake.resolve();
    if (kept.length < bytes.length) this.end(undefined);
  }

  end(code: number | undefined): void {
    this.#ended = true;
    this.#exit.resolve(code);
    this.#wake.resolve();
  }

  kill(): void {
    this.end(undefined);
  }

  stderrTail(): string {
    return this.stderr;
  }

  async *#read(): AsyncGenerator<Uint8Array> {
    while (true) {
      for (let chunk = this.#chunks.shift(); chunk !== undefined; chunk = this.#chunks.shift()) yield chunk;
      if (this.#ended) return;
      await this.#wake.promise;
      this.#wake = Promise.withResolvers();
    }
  }
}
