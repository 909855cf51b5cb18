import type { Connection, Connector } from '../types.ts';
import { BecomeConnection } from './become-connection.ts';
import type { BecomeUser } from './become-user.ts';

/** Connects as its account and works as another one. */
export class BecomeConnector implements Connector {
  readonly #below: Connector;
  readonly #become: BecomeUser;

  constructor(below: Connector, become: BecomeUser) {
    this.#below = below;
    this.#become = become;
  }

  async connect(signal?: AbortSignal): Promise<Connection> {
    return new BecomeConnection(await this.#below.connect(signal), this.#become);
  }
}
