import type { Socket } from 'node:net';
import { SshShared } from '../../connection/ssh/ssh-shared.ts';
import type { Kept } from '../wire/messages.ts';
import { Guest, type GuestHouse } from './guest.ts';
import type { KeptHost } from './kept-host.ts';
import { Store } from './store.ts';

/** What connections of one run share, as long as any of them is in use: keys and known hosts are read once for all of them. */
interface RunShared {
  readonly shared: SshShared;
  users: number;
}

/** All that the keeper has: what is idle, and who uses the rest. */
export class House implements GuestHouse {
  readonly store: Store;
  readonly #guests = new Set<Guest>();
  readonly #runs = new Map<string, RunShared>();
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
      this.#changed();
    });
  }

  enter(run: string): SshShared {
    const known = this.#runs.get(run) ?? { shared: new SshShared(), users: 0 };
    this.#runs.set(run, known);
    known.users++;
    return known.shared;
  }

  leave(run: string): void {
    const known = this.#runs.get(run);
    if (known !== undefined && --known.users === 0) this.#runs.delete(run);
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

function seen({ name, to, since }: KeptHost): Omit<Kept, 'state' | 'left'> {
  return { name, to, age: (Date.now() - since) / 1000 };
}
