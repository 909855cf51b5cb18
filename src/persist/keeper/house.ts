import type { Socket } from 'node:net';
import { SshShared } from '../../connection/ssh/ssh-shared.ts';
import type { Kept } from '../wire/messages.ts';
import { Guest, type GuestHouse } from './guest.ts';
import type { KeptHost } from './kept-host.ts';
import { Store } from './store.ts';

/** All that the keeper has: what is idle, and who uses the rest. */
export class House implements GuestHouse {
  readonly store: Store;
  readonly #guests = new Set<Guest>();
  /** What connections of one run share: keys and known hosts are read once for all of them. */
  readonly #runs = new Map<string, SshShared>();
  readonly #isOurs: () => boolean;
  readonly #changed: () => void;
  readonly #onEnd: () => void;
  #isEnding = false;

  /**
   * @param isOurs Whether others can still find what is kept here.
   * @param changed Called whenever there may be nothing left.
   * @param onEnd Called when nobody is to be taken in any more.
   */
  constructor(isOurs: () => boolean, changed: () => void, onEnd: () => void) {
    this.#isOurs = isOurs;
    this.#changed = changed;
    this.#onEnd = onEnd;
    this.store = new Store(() => !this.#isEnding && this.#isOurs(), changed);
  }

  /** Nobody is to be waited for. */
  get isEnding(): boolean {
    return this.#isEnding;
  }

  get isEmpty(): boolean {
    return this.#guests.size === 0 && this.store.isEmpty;
  }

  take(socket: Socket): void {
    const guest = new Guest(socket, this);
    this.#guests.add(guest);
    void guest.closed.then(() => {
      this.#guests.delete(guest);
      // Nobody connects at the moment: the next one of the same run reads known hosts and keys anew.
      if (this.#guests.size === 0) this.#runs.clear();
      this.#changed();
    });
  }

  shared(run: string): SshShared {
    const known = this.#runs.get(run) ?? new SshShared();
    this.#runs.set(run, known);
    return known;
  }

  status(): readonly Kept[] {
    const idle = this.store.idle.map(({ host, left }): Kept => ({ ...seen(host), state: 'idle', left }));
    const used = [...this.#guests].flatMap(({ host }): Kept[] =>
      host === undefined ? [] : [{ ...seen(host), state: 'in use' }],
    );
    return [...used, ...idle];
  }

  end(): number {
    this.#isEnding = true;
    this.#onEnd();
    return this.store.endAll();
  }
}

function seen({ wanted, since }: KeptHost): Omit<Kept, 'state' | 'left'> {
  const { name, target, become } = wanted;
  const as = become === undefined ? '' : `, ${become.method} ${become.user}`;
  return {
    name,
    to: `${target.user}@${target.host}:${target.port}${as}`,
    age: (Date.now() - since) / 1000,
  };
}
