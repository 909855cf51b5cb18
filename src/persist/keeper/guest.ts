import type { Socket } from 'node:net';
import type { SshShared } from '../../connection/ssh/ssh-shared.ts';
import { FrameLink } from '../wire/frame-link.ts';
import { type Ask, askSchema, type Kept, type Say } from '../wire/messages.ts';
import { parseMessage, sentError } from '../wire/parse.ts';
import { HeldProcess, type ProcessListener } from './held-process.ts';
import { KeptHost } from './kept-host.ts';
import { keyOf, type Store } from './store.ts';
import { Transfers } from './transfers.ts';

/** What a guest needs of the keeper. */
export interface GuestHouse {
  readonly store: Store;
  /** What the connections of a run share, as long as it has any. */
  enter(run: string): SshShared;
  leave(run: string): void;
  /** For people. */
  status(): readonly Kept[];
  /** Ends what is idle, and takes nothing more; how many were ended. */
  end(): number;
}

type AskOf<Name extends Ask['ask']> = Extract<Ask, { readonly ask: Name }>;

/** One socket: a run that borrows the connection to one host; or somebody who asks what there is. */
export class Guest {
  readonly #house: GuestHouse;
  readonly #link: FrameLink;
  readonly #processes = new Map<number, HeldProcess>();
  /** Ends what is under way when the guest goes. */
  readonly #here = new AbortController();
  #borrow: AskOf<'borrow'> | undefined;
  #shared: SshShared | undefined;
  #host: KeptHost | undefined;
  #transfers: Transfers | undefined;

  constructor(socket: Socket, house: GuestHouse) {
    this.#house = house;
    this.#link = new FrameLink(socket, {
      message: (text) => this.#take(text),
      data: (n, bytes) => {
        // A process that has ended says so itself.
        this.#processes
          .get(n)
          ?.write(bytes)
          .catch(() => {});
      },
      closed: () => void this.#gone(),
    });
    this.#say({ say: 'here' });
  }

  /** The host that it uses. */
  get host(): KeptHost | undefined {
    return this.#host;
  }

  /** Settles when the guest has gone. */
  get closed(): Promise<void> {
    return this.#link.closed;
  }

  #say(message: Say): void {
    this.#link.send(message);
  }

  #take(text: string): void {
    const ask = parseMessage(askSchema, text);
    if (ask === undefined) this.#link.destroy();
    else if (ask.ask === 'borrow') void this.#lend(ask);
    else if (ask.ask === 'status')
      this.#say({ say: 'status', pid: process.pid, hosts: [...this.#house.status()] });
    else if (ask.ask === 'end') this.#say({ say: 'ending', hosts: this.#house.end() });
    else if (this.#host !== undefined) this.#use(this.#host, ask);
  }

  #use(host: KeptHost, ask: Exclude<Ask, AskOf<'borrow' | 'status' | 'end'>>): void {
    if (ask.ask === 'start') void this.#start(host, ask);
    else if (ask.ask === 'kill') this.#processes.get(ask.n)?.kill();
    else if (ask.ask === 'leave') this.#leave(host, ask);
    else if (ask.ask === 'renew') this.#renew(host, ask);
    else if (ask.ask === 'stop') this.#transfers?.stop(ask.id);
    else void this.#transfers?.move(ask);
  }

  async #lend(ask: AskOf<'borrow'>): Promise<void> {
    if (this.#borrow !== undefined) {
      this.#link.destroy();
      return;
    }
    this.#borrow = ask;
    const shared = this.#house.enter(ask.run);
    this.#shared = shared;
    const { store } = this.#house;
    const key = keyOf(ask.wanted);
    try {
      if (ask.fresh) await store.drop(key);
      const kept = ask.fresh ? undefined : await store.take(key);
      const host = kept ?? (await KeptHost.connect(ask.wanted, shared, this.#here.signal));
      if (this.#here.signal.aborted) {
        // Nobody has used it since it was taken.
        if (kept !== undefined) store.keep(key, kept, ask.seconds);
        else await host.close();
        return;
      }
      this.#borrowed(host);
    } catch (error) {
      this.#say({ say: 'not borrowed', error: sentError(error) });
      this.#link.end();
    }
  }

  #borrowed(host: KeptHost): void {
    this.#host = host;
    host.whenGone(() => this.#say({ say: 'closed' }));
    this.#transfers = new Transfers(host.connection, (message) => this.#say(message));
    const worker = host.takeWorker();
    const { files } = this.#transfers;
    this.#say({
      say: 'borrowed',
      ...(files === undefined ? {} : { files }),
      ...(worker === undefined ? {} : { worker: { n: 0, memory: worker.memory } }),
    });
    if (worker !== undefined) {
      this.#processes.set(0, worker.process);
      worker.process.giveTo(this.#listener(0));
    }
  }

  async #start(host: KeptHost, { n, command }: AskOf<'start'>): Promise<void> {
    try {
      const process = await host.connection.start(command, this.#here.signal);
      this.#say({ say: 'started', n });
      this.#processes.set(n, new HeldProcess(process, this.#listener(n)));
    } catch (error) {
      this.#say({ say: 'not started', n, error: sentError(error) });
    }
  }

  #listener(n: number): ProcessListener {
    return {
      data: (bytes) => this.#link.sendData(n, bytes),
      ended: () => this.#say({ say: 'ended', n }),
      exited: (code, stderr) =>
        this.#say({ say: 'exited', n, stderr, ...(code === undefined ? {} : { code }) }),
    };
  }

  #leave(host: KeptHost, { n, memory }: AskOf<'leave'>): void {
    const worker = this.#processes.get(n);
    if (worker === undefined || this.#borrow === undefined) {
      this.#link.destroy();
      return;
    }
    this.#processes.delete(n);
    for (const other of this.#processes.values()) other.kill();
    host.leaveWorker(worker, memory);
    this.#host = undefined;
    this.#house.store.keep(keyOf(this.#borrow.wanted), host, this.#borrow.seconds);
    this.#say({ say: 'kept' });
    this.#link.end();
  }

  #renew(host: KeptHost, worker: AskOf<'renew'>): void {
    if (this.#borrow === undefined || this.#shared === undefined) return;
    const [{ wanted, seconds }, shared] = [this.#borrow, this.#shared];
    this.#host = undefined;
    const renewed = host.close().then(() => KeptHost.renewed(wanted, shared, worker));
    this.#house.store.keepComing(keyOf(wanted), renewed, seconds);
    this.#say({ say: 'kept' });
    this.#link.end();
  }

  /** As when the run itself had had the connection: it ends, and what runs on the host does what it does then. */
  async #gone(): Promise<void> {
    this.#here.abort();
    if (this.#borrow !== undefined) this.#house.leave(this.#borrow.run);
    await this.#host?.close();
  }
}
