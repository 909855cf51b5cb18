import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BecomeUser } from '../../connection/become/become-user.ts';
import type { Surroundings } from '../place/folder.ts';
import { isOwnSocket, ownSurroundings, socketPath } from '../place/socket-path.ts';
import type { Wanted } from '../wire/messages.ts';
import { KeeperError } from './keeper-error.ts';
import { KeptConnection } from './kept-connection.ts';
import { startKeeper } from './start-keeper.ts';

/** A keeper that ends again and again is no help. */
const mostStarts = 3;

/** Of 20 ms each, while thousands of hosts ask at the same moment. */
const mostTries = 250;

/** How a run uses the keeper. */
export interface KeeperOptions {
  /** How long connections are kept after their last use. */
  readonly seconds: number;
  /** Told at most once: why the run goes on without it. */
  readonly warn: (message: string) => void;
  readonly surroundings?: Surroundings;
}

/** The background process that keeps connections, as one run uses it: started where it does not run, given up where it cannot be had. */
export class Keeper {
  readonly #options: KeeperOptions;
  readonly #surroundings: Surroundings;
  readonly #run = randomUUID();
  #path: Promise<string> | undefined;
  #starting: Promise<void> | undefined;
  #starts = 0;
  #isGivenUp = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#surroundings = options.surroundings ?? ownSurroundings();
  }

  /**
   * A connection that was kept, or one that is made by the keeper; undefined where there is no keeper to be had.
   *
   * @param fresh Not one that was kept.
   * @throws GorunError `connection/*`, or the signal's reason
   */
  async borrow(
    wanted: Wanted,
    become: BecomeUser | undefined,
    fresh: boolean,
    signal?: AbortSignal,
  ): Promise<KeptConnection | undefined> {
    const { seconds } = this.#options;
    const borrow = { ask: 'borrow', run: this.#run, wanted, fresh, seconds } as const;
    try {
      // A keeper may just have been about to end when it was asked.
      for (let tries = 0; tries < 2 && !this.#isGivenUp; tries++) {
        const connection = await KeptConnection.borrow(await this.#socket(), borrow, become, signal);
        if (connection !== undefined) {
          void connection.closed.then(() => this.#lookBack(connection));
          return connection;
        }
      }
    } catch (cause) {
      if (signal?.aborted || !(cause instanceof KeeperError)) throw cause;
      this.#giveUp(cause.message);
    }
    this.#giveUp('it ended when it was asked');
    return undefined;
  }

  #lookBack(connection: KeptConnection): void {
    if (connection.isOrphaned) this.#giveUp('it ended while it was in use');
  }

  #giveUp(why: string): void {
    if (this.#isGivenUp) return;
    this.#isGivenUp = true;
    this.#options.warn(
      `--persist: the background process that keeps connections cannot be used: ${why}; the run goes on without it`,
    );
  }

  async #socket(): Promise<Socket> {
    try {
      this.#path ??= socketPath(this.#surroundings);
      const path = await this.#path;
      const socket = await connected(path, this.#surroundings.uid);
      if (socket !== undefined) return socket;
      this.#starting ??= this.#start(path).finally(() => {
        this.#starting = undefined;
      });
      await this.#starting;
      const second = await connected(path, this.#surroundings.uid);
      if (second === undefined) throw new Error('it cannot be reached');
      return second;
    } catch (cause) {
      throw new KeeperError(cause instanceof Error ? cause.message : String(cause));
    }
  }

  async #start(path: string): Promise<void> {
    if (++this.#starts > mostStarts) throw new Error('it ended again and again');
    await startKeeper(path);
  }
}

/** Undefined where nobody listens. */
export async function connected(path: string, uid: number | undefined): Promise<Socket | undefined> {
  for (let tries = 0; isOwnSocket(path, uid); tries++) {
    const socket = createConnection(path);
    try {
      await once(socket, 'connect');
      return socket;
    } catch (cause) {
      socket.destroy();
      if (!isBusy(cause) || tries === mostTries) return undefined;
      await sleep(20);
    }
  }
  return undefined;
}

/** More sockets wait to be taken in than the system lets. */
function isBusy(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EAGAIN';
}
