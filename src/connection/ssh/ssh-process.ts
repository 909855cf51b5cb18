import { constants } from 'node:os';
import type { ClientChannel } from 'ssh2';
import { GorunError } from '../../errors/gorun-error.ts';
import { Pending } from '../pending.ts';
import { StderrTail } from '../stderr-tail.ts';
import type { RemoteProcess } from '../types.ts';

const killSeconds = 1;

/** A command that runs on an SSH channel. */
export class SshProcess implements RemoteProcess {
  readonly #channel: ClientChannel;
  readonly #stderr: StderrTail;
  readonly #host: string;
  readonly stdout: AsyncIterable<Uint8Array>;
  readonly exited: Promise<number | undefined>;
  readonly #settle: (code: number | undefined) => void;
  readonly #writes = new Pending();
  #refused: string | undefined;
  #killed: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(channel: ClientChannel, host: string) {
    this.#channel = channel;
    this.#host = host;
    this.#stderr = new StderrTail(channel.stderr);
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    this.exited = promise;
    this.#settle = resolve;
    channel.once('exit', (code: number | null, signal?: string) => resolve(code ?? signalCode(signal)));
    // ssh2's own 'close' waits until standard output has been read to its end; that of stderr does not
    channel.stderr.once('close', () => this.#finish());
    channel.on('error', () => {}); // the end is told by `exited`; without a listener the process would end
    this.stdout = channel;
  }

  /** Resolves when the bytes are on their way: the far side's window holds back a writer that is too fast. */
  async write(chunk: Uint8Array): Promise<void> {
    if (!this.#channel.writable) throw this.#ended();
    await this.#writes.call<void>((done) => this.#channel.write(chunk, (error) => done(error)));
  }

  /** The server does not start the command after all. */
  refuse(why: string): void {
    this.#refused = `the SSH server does not start a command: ${why}`;
    this.kill();
  }

  stderrTail(): string {
    return this.#refused ?? this.#stderr.text();
  }

  kill(): void {
    if (this.#isClosed || this.#killed !== undefined) return;
    this.#channel.signal('KILL'); // not all servers know it; the process then sees its input end
    this.#channel.close();
    // OpenSSH answers only when nobody holds the process's standard error any more, which may be never
    this.#killed = setTimeout(() => {
      if (this.#channel.readable) this.#channel.push(null);
      this.#finish();
    }, killSeconds * 1000);
  }

  #finish(): void {
    clearTimeout(this.#killed);
    this.#isClosed = true;
    this.#writes.end(this.#ended());
    this.#settle(undefined);
  }

  #ended(): GorunError {
    return new GorunError('connection/lost', {
      message: `${this.#host}: the process on the host has ended, nothing can be sent to it any more.`,
    });
  }
}

/** A process ended by a signal gets the code that a shell gives it. */
function signalCode(name: string | undefined): number {
  const number = Object.entries(constants.signals).find(([known]) => known === name)?.[1];
  return 128 + (number ?? 0);
}
