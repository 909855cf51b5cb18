import type { BecomeUser } from '../../connection/become/become-user.ts';
import type { Connection, Connector } from '../../connection/types.ts';
import type { Wanted } from '../wire/messages.ts';
import type { Keeper } from './keeper.ts';

/** Connects through the keeper; without it where it cannot be had. */
export class KeptConnector implements Connector {
  readonly #keeper: Keeper;
  readonly #wanted: () => Promise<Wanted>;
  readonly #become: BecomeUser | undefined;
  readonly #direct: Connector;
  #fresh: boolean;

  constructor(
    keeper: Keeper,
    wanted: () => Promise<Wanted>,
    become: BecomeUser | undefined,
    direct: Connector,
    fresh: boolean,
  ) {
    this.#keeper = keeper;
    this.#wanted = wanted;
    this.#become = become;
    this.#direct = direct;
    this.#fresh = fresh;
  }

  /** The first time what was kept will do; after that it has failed, and a new one is made. */
  async connect(signal?: AbortSignal): Promise<Connection> {
    const fresh = this.#fresh;
    this.#fresh = true;
    const wanted = await this.#wanted();
    const lent = await this.#keeper.borrow(wanted, this.#become, fresh, signal);
    return lent ?? (await this.#direct.connect(signal));
  }
}
