import type { HopSettings } from '../settings.ts';
import { endLink, type SshLink } from '../ssh-link.ts';

/** Makes the connection to one hop, over the link below it. */
export type LinkMaker = (hop: HopSettings, below: SshLink | undefined) => Promise<SshLink>;

/** A link to the last jump host of a way; to be given back once. */
export interface BorrowedLink {
  readonly link: SshLink;
  readonly giveBack: () => Promise<void>;
}

interface SharedLink {
  readonly borrowed: Promise<BorrowedLink>;
  users: number;
}

/** So many hosts share one connection to a jump host; one server process would not carry the files of all. */
const usersPerLink = 64;

/**
 * Shares the connections to jump hosts: a thousand hosts behind one do not make a thousand connections to it at once, of
 * which its server would drop most (MaxStartups). A link ends when the last host has given it back.
 */
export class JumpPool {
  readonly #links = new Map<string, Set<SharedLink>>();

  /** A link to the last of the jump hosts; undefined where there are none. Throws `connection/*`, or the signal's reason. */
  async borrow(
    jumps: readonly HopSettings[],
    make: LinkMaker,
    signal: AbortSignal | undefined,
  ): Promise<BorrowedLink | undefined> {
    const last = jumps.at(-1);
    if (last === undefined) return undefined;
    const links = this.#linksOf(JSON.stringify(jumps));
    const shared =
      [...links].find((link) => link.users < usersPerLink) ??
      this.#add(links, jumps.slice(0, -1), last, make);
    shared.users++;
    const giveBack = async (): Promise<void> => {
      shared.users--;
      if (shared.users > 0) return;
      links.delete(shared);
      await shared.borrowed.then((borrowed) => borrowed.giveBack()).catch(() => {});
    };
    try {
      const { link } = await unlessAborted(shared.borrowed, signal);
      return { link, giveBack };
    } catch (error) {
      void giveBack();
      throw error;
    }
  }

  #linksOf(way: string): Set<SharedLink> {
    const links = this.#links.get(way) ?? new Set();
    this.#links.set(way, links);
    return links;
  }

  /** Made without anyone's signal, as others may wait for it too: its own time limit ends it. */
  #add(
    links: Set<SharedLink>,
    before: readonly HopSettings[],
    hop: HopSettings,
    make: LinkMaker,
  ): SharedLink {
    const shared: SharedLink = { borrowed: this.#make(before, hop, make), users: 0 };
    const forget = (): void => void links.delete(shared);
    shared.borrowed.then(({ link }) => link.client.once('close', forget), forget);
    links.add(shared);
    return shared;
  }

  async #make(before: readonly HopSettings[], hop: HopSettings, make: LinkMaker): Promise<BorrowedLink> {
    const below = await this.borrow(before, make, undefined);
    try {
      const link = await make(hop, below?.link);
      return {
        link,
        giveBack: async () => {
          await endLink(link);
          await below?.giveBack();
        },
      };
    } catch (error) {
      await below?.giveBack();
      throw error;
    }
  }
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  signal?.throwIfAborted();
  if (signal === undefined) return await work;
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
