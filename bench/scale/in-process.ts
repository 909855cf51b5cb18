import type { Connection, Connector, RemoteProcess } from '../../src/connection/types.ts';
import type { SimulatedHost } from './simulated-host.ts';
import { SimulatedWorker } from './simulated-worker.ts';

/** Bytes from one who writes to one who reads, as they come. */
class Chunks implements AsyncIterableIterator<Uint8Array> {
  readonly #waiting: Uint8Array[] = [];
  #reader: ((result: IteratorResult<Uint8Array, undefined>) => void) | undefined;
  #ended = false;

  push(chunk: Uint8Array): void {
    if (this.#ended) return;
    const reader = this.#reader;
    this.#reader = undefined;
    if (reader === undefined) this.#waiting.push(chunk);
    else reader({ done: false, value: chunk });
  }

  end(): void {
    this.#ended = true;
    this.#reader?.({ done: true, value: undefined });
    this.#reader = undefined;
  }

  next(): Promise<IteratorResult<Uint8Array, undefined>> {
    const value = this.#waiting.shift();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => {
      this.#reader = resolve;
    });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

function startWorker(host: SimulatedHost, modules: ReadonlyMap<string, string>): RemoteProcess {
  const stdout = new Chunks();
  const exited = Promise.withResolvers<number | undefined>();
  const end = (): void => {
    stdout.end();
    exited.resolve(0);
  };
  const worker = new SimulatedWorker(host, modules, (text) => stdout.push(Buffer.from(text, 'latin1')), end);
  return {
    stdout,
    exited: exited.promise,
    stderrTail: () => '',
    kill: end,
    async write(chunk) {
      worker.take(chunk);
    },
  };
}

/** Connects to a simulated host in this process: no socket, but all bytes of the protocol. */
export function inProcessConnector(host: SimulatedHost, modules: ReadonlyMap<string, string>): Connector {
  return {
    async connect(): Promise<Connection> {
      const closed = Promise.withResolvers<void>();
      return {
        platform: 'windows',
        files: undefined,
        closed: closed.promise,
        start: async () => startWorker(host, modules),
        close: async () => closed.resolve(),
      };
    },
  };
}
