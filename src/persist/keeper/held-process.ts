import type { RemoteProcess } from '../../connection/types.ts';

/** A worker that says more while nobody asked it anything is no worker to keep. */
const mostWaiting = 256 * 1024;

/** Who is told what a process says. */
export interface ProcessListener {
  /** Resolves when more may come. */
  data(bytes: Uint8Array): Promise<void>;
  ended(): void;
  exited(code: number | undefined, stderr: string): void;
}

/** A process on the host: read always, so that its end is noticed; what it says between two runs waits for the next one. */
export class HeldProcess {
  readonly #process: RemoteProcess;
  #listener: ProcessListener | undefined;
  #waiting: Uint8Array[] = [];
  #size = 0;
  #isEnded = false;
  #exit: { readonly code: number | undefined } | undefined;
  #onEnd: (() => void) | undefined;

  constructor(process: RemoteProcess, listener?: ProcessListener) {
    this.#process = process;
    this.#listener = listener;
    void this.#read();
    void process.exited.then((code) => {
      this.#exit = { code };
      this.#listener?.exited(code, process.stderrTail());
    });
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** From now on this one is told; what came meanwhile first. */
  giveTo(listener: ProcessListener): void {
    this.#onEnd = undefined;
    this.#listener = listener;
    for (const bytes of this.#waiting.splice(0)) void listener.data(bytes).catch(() => {});
    this.#size = 0;
    if (this.#isEnded) listener.ended();
    if (this.#exit !== undefined) listener.exited(this.#exit.code, this.#process.stderrTail());
  }

  /** Nobody is told what it says until somebody else takes it; only that it has ended. */
  hold(onEnd: () => void): void {
    this.#listener = undefined;
    this.#onEnd = onEnd;
  }

  /** Rejects when the process has ended. */
  write(bytes: Uint8Array): Promise<void> {
    return this.#process.write(bytes);
  }

  kill(): void {
    this.#process.kill();
  }

  async #read(): Promise<void> {
    try {
      for await (const bytes of this.#process.stdout) {
        if (this.#listener !== undefined) await this.#listener.data(bytes).catch(() => {});
        else this.#keep(bytes);
      }
    } catch {
      // A connection that broke: its end is all that there is to tell.
    }
    this.#isEnded = true;
    this.#listener?.ended();
    this.#onEnd?.();
  }

  #keep(bytes: Uint8Array): void {
    this.#waiting.push(bytes);
    this.#size += bytes.length;
    if (this.#size > mostWaiting) this.kill();
  }
}
