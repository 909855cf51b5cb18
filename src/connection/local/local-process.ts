import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { GorunError } from '../../errors/gorun-error.ts';
import { Pending } from '../pending.ts';
import { StderrTail } from '../stderr-tail.ts';
import type { RemoteProcess } from '../types.ts';

/** Starts a command line in this machine's shell. Throws `connection/no-worker`. */
export async function startLocal(command: string, host: string): Promise<RemoteProcess> {
  // a group of its own, so that kill reaches what the shell has started
  const child = spawn(command, { shell: true, detached: process.platform !== 'win32', windowsHide: true });
  const failed = once(child, 'error').then(([error]) => {
    throw error;
  });
  try {
    await Promise.race([once(child, 'spawn'), failed]);
  } catch (cause) {
    throw new GorunError('connection/no-worker', {
      message: `${host}: the shell of this machine cannot be started: ${cause instanceof Error ? cause.message : cause}.`,
      cause,
    });
  }
  failed.catch(() => {});
  child.on('error', () => {});
  return new LocalProcess(child, host);
}

class LocalProcess implements RemoteProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #stderr: StderrTail;
  readonly #writes = new Pending();
  readonly stdout: AsyncIterable<Uint8Array>;
  readonly exited: Promise<number | undefined>;

  constructor(child: ChildProcessWithoutNullStreams, host: string) {
    this.#child = child;
    this.#stderr = new StderrTail(child.stderr);
    this.stdout = child.stdout;
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    this.exited = promise;
    child.stdin.on('error', () => {}); // told by `write`
    child.once('exit', (code, signal) => {
      this.#writes.end(
        new GorunError('connection/lost', {
          message: `${host}: the process has ended, nothing can be sent to it any more.`,
        }),
      );
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  }

  async write(chunk: Uint8Array): Promise<void> {
    await this.#writes.call<void>((done) => this.#child.stdin.write(chunk, (error) => done(error)));
  }

  stderrTail(): string {
    return this.#stderr.text();
  }

  kill(): void {
    const { pid } = this.#child;
    if (pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    if (process.platform === 'win32') this.#child.kill();
    else process.kill(-pid, 'SIGKILL');
  }
}
