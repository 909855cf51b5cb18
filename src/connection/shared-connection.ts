import type { Connection, Connector, FileTransfer, RemoteProcess } from './types.ts';

interface Shared {
  readonly connection: Promise<Connection>;
  users: number;
}

/** Connections that several accounts of one host use at the same time, by the host's name. */
export class SharedConnections {
  readonly #open = new Map<string, Shared>();

  /** A connection that is there, or one that is made now. Throws what connecting throws. */
  async join(host: string, below: Connector, signal: AbortSignal | undefined): Promise<Connection> {
    const there = this.#open.get(host);
    const shared = there ?? { connection: below.connect(signal), users: 0 };
    if (there === undefined) this.#open.set(host, shared);
    shared.users += 1;
    try {
      const connection = await shared.connection;
      void connection.closed.then(() => this.#forget(host, shared));
      return new Share(connection, async () => {
        // Who leaves may do so because it does not work any more: who comes from now on gets a new one.
        this.#forget(host, shared);
        shared.users -= 1;
        if (shared.users === 0) await connection.close();
      });
    } catch (error) {
      this.#forget(host, shared);
      // Who made it was stopped; others still want one.
      if (there !== undefined && !signal?.aborted) return this.join(host, below, signal);
      throw error;
    }
  }

  #forget(host: string, shared: Shared): void {
    if (this.#open.get(host) === shared) this.#open.delete(host);
  }
}

/** Makes connections that others of the same host may be on as well. */
export class SharedConnector implements Connector {
  readonly #host: string;
  readonly #below: Connector;
  readonly #connections: SharedConnections;

  constructor(host: string, below: Connector, connections: SharedConnections) {
    this.#host = host;
    this.#below = below;
    this.#connections = connections;
  }

  connect(signal?: AbortSignal): Promise<Connection> {
    return this.#connections.join(this.#host, this.#below, signal);
  }
}

/** A connection as one of its users has it; it is closed when the last one leaves. */
class Share implements Connection {
  readonly closed: Promise<void>;
  readonly #connection: Connection;
  readonly #processes = new Set<RemoteProcess>();
  readonly #left = Promise.withResolvers<void>();
  readonly #leave: () => Promise<void>;
  #isLeft = false;

  constructor(connection: Connection, leave: () => Promise<void>) {
    this.#connection = connection;
    this.#leave = leave;
    this.closed = Promise.race([connection.closed, this.#left.promise]);
  }

  get platform(): 'windows' | 'posix' {
    return this.#connection.platform;
  }

  get files(): FileTransfer | undefined {
    return this.#connection.files;
  }

  async start(command: string, signal?: AbortSignal): Promise<RemoteProcess> {
    const process = await this.#connection.start(command, signal);
    this.#processes.add(process);
    void process.exited.then(() => this.#processes.delete(process));
    return process;
  }

  async close(): Promise<void> {
    if (this.#isLeft) return;
    this.#isLeft = true;
    for (const process of this.#processes) process.kill();
    await this.#leave();
    this.#left.resolve();
  }
}
