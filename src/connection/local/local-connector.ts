import type { Connection, Connector, FileTransfer, RemoteProcess } from '../types.ts';
import { startLocal } from './local-process.ts';
import { LocalTransfer } from './local-transfer.ts';

/** Runs commands on this machine (`ansible_connection: local`). */
export class LocalConnector implements Connector {
  readonly #name: string;
  readonly #platform: 'windows' | 'posix';

  constructor(name: string, platform: 'windows' | 'posix') {
    this.#name = name;
    this.#platform = platform;
  }

  async connect(signal?: AbortSignal): Promise<Connection> {
    signal?.throwIfAborted();
    return new LocalConnection(this.#name, this.#platform);
  }
}

class LocalConnection implements Connection {
  readonly platform: 'windows' | 'posix';
  readonly files: FileTransfer;
  readonly closed: Promise<void>;
  readonly #name: string;
  readonly #processes = new Set<RemoteProcess>();
  readonly #end: () => void;

  constructor(name: string, platform: 'windows' | 'posix') {
    this.#name = name;
    this.platform = platform;
    this.files = new LocalTransfer(name);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.closed = promise;
    this.#end = resolve;
  }

  async start(command: string, signal?: AbortSignal): Promise<RemoteProcess> {
    signal?.throwIfAborted();
    const running = await startLocal(command, this.#name);
    this.#processes.add(running);
    void running.exited.then(() => this.#processes.delete(running));
    return running;
  }

  async close(): Promise<void> {
    const running = [...this.#processes];
    for (const process of running) process.kill();
    await Promise.all(running.map((process) => process.exited));
    this.#end();
  }
}
