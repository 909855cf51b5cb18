import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { GUEST } from '../../lab/host/snapshot.ts';
import { driveC, wineEnvironment } from '../../lab/host/wine.ts';
import type { Connection, Connector, RemoteProcess } from '../../src/connection/types.ts';

/**
 * Starts commands inside a lab host as Windows' sshd would: in a job that dies with its session. `drop` ends all sessions as a
 * broken connection does.
 */
export class WineConnector implements Connector {
  readonly #prefix: string;
  readonly #sessions = new Set<ChildProcessWithoutNullStreams>();
  connections = 0;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  async connect(): Promise<Connection> {
    this.connections++;
    const closed = Promise.withResolvers<void>();
    return {
      platform: 'windows',
      files: undefined,
      closed: closed.promise,
      start: async (command) => this.#start(command),
      close: async () => closed.resolve(),
    };
  }

  async drop(): Promise<void> {
    await Promise.all(
      [...this.#sessions].map(async (child) => {
        const over = once(child, 'exit');
        child.kill('SIGKILL');
        await over;
      }),
    );
  }

  #start(command: string): RemoteProcess {
    const child = spawn('wine', [GUEST, 'session'], {
      cwd: driveC(this.#prefix),
      env: { ...wineEnvironment(this.#prefix), LAB_COMMAND: command },
    });
    this.#sessions.add(child);
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString('utf8')).slice(-65536);
    });
    child.stdin.on('error', () => {});
    const exited = once(child, 'exit').then(([code]) => {
      this.#sessions.delete(child);
      return typeof code === 'number' ? code : undefined;
    });
    return {
      write: async (chunk) => void child.stdin.write(chunk),
      stdout: child.stdout,
      stderrTail: () => stderr,
      exited,
      kill: () => void child.kill('SIGKILL'),
    };
  }
}
