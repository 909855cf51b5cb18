import { BecomeConnector } from '../../connection/become/become-connector.ts';
import { SshConnector } from '../../connection/ssh/ssh-connector.ts';
import type { SshShared } from '../../connection/ssh/ssh-shared.ts';
import type { Connection, Connector } from '../../connection/types.ts';
import type { Wanted } from '../wire/messages.ts';
import { becomeOf, routeOf } from '../wire/route.ts';
import { HeldProcess } from './held-process.ts';

/** A worker that nobody uses, and what the next run has to know of it. */
interface LeftWorker {
  readonly process: HeldProcess;
  readonly memory: unknown;
}

/** A connection to a host, and the worker that a run left on it. */
export class KeptHost {
  /** What people call the host. */
  readonly name: string;
  /** `user@host:port`, and as whom. Of what was wanted no more is kept: there may be passwords in it. */
  readonly to: string;
  readonly connection: Connection;
  /** When the connection was made, in milliseconds. */
  readonly since = Date.now();
  #worker: LeftWorker | undefined;
  #onGone: () => void = () => {};

  private constructor(wanted: Wanted, connection: Connection) {
    const { target, become } = wanted;
    const as = become === undefined ? '' : `, ${become.method} ${become.user}`;
    this.name = wanted.name;
    this.to = `${target.user}@${target.host}:${target.port}${as}`;
    this.connection = connection;
    // Once for all who will use it: a promise keeps a trace of everybody who asks it.
    void connection.closed.then(() => this.#onGone());
  }

  /** Connects; host keys and keys are looked at as for any connection. Throws GorunError `connection/*`. */
  static async connect(wanted: Wanted, shared: SshShared, signal?: AbortSignal): Promise<KeptHost> {
    const route = routeOf(wanted);
    const ssh = new SshConnector(wanted.name, wanted.platform, () => Promise.resolve(route), shared);
    const become = becomeOf(wanted);
    const connector: Connector = become === undefined ? ssh : new BecomeConnector(ssh, become);
    return new KeptHost(wanted, await connector.connect(signal));
  }

  /** The same account on the same host by a new connection, with a worker of its own started, which nobody waits for. */
  static async renewed(
    wanted: Wanted,
    shared: SshShared,
    worker: { readonly command: string; readonly input: string },
  ): Promise<KeptHost> {
    const host = await KeptHost.connect(wanted, shared);
    try {
      const process = new HeldProcess(await host.connection.start(worker.command));
      process.write(Buffer.from(worker.input, 'latin1')).catch(() => {});
      host.leaveWorker(process, null);
      return host;
    } catch (cause) {
      await host.close();
      throw cause;
    }
  }

  leaveWorker(process: HeldProcess, memory: unknown): void {
    process.hold(() => this.#onGone());
    this.#worker = { process, memory };
  }

  /** The worker, once. */
  takeWorker(): LeftWorker | undefined {
    const worker = this.#worker;
    this.#worker = undefined;
    return worker;
  }

  /** Whom to tell that the connection, or the worker that was left, has ended. */
  whenGone(tell: () => void): void {
    this.#onGone = tell;
  }

  /** Whether the worker that was left still lives, as far as is known here. */
  get isWarm(): boolean {
    return this.#worker?.process.isEnded === false;
  }

  /** Never throws. */
  async close(): Promise<void> {
    await this.connection.close().catch(() => {});
  }
}
