import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalConnector } from '../../src/connection/local/local-connector.ts';
import type { Connection, Connector, RemoteProcess } from '../../src/connection/types.ts';

/** Shells that hosts have as `sh`. */
export const shells = [
  ['dash', '/usr/bin/dash'],
  ['bash', '/usr/bin/bash'],
  ['busybox', '/usr/bin/busybox'],
  ['ksh', '/usr/bin/ksh93'],
] as const;

/** This machine as a host of its own: a shell as `sh`, and a folder for gorun's state. */
export class ShellHost implements Connector {
  readonly folder = mkdtempSync(join(tmpdir(), 'gorun-shell-'));
  readonly state = join(this.folder, 'state');
  readonly #processes: RemoteProcess[] = [];
  #hasFiles = true;
  readonly #below = new LocalConnector('here', 'posix');
  readonly #environment: string;

  constructor(shell: string, environment = '') {
    if (!existsSync(shell))
      throw new Error(`${shell} is not on this machine; scripts/set-up-peers.ts installs it`);
    mkdirSync(join(this.folder, 'bin'));
    symlinkSync(shell, join(this.folder, 'bin', 'sh'));
    this.#environment = `PATH='${join(this.folder, 'bin')}':$PATH HOME='${this.folder}' GORUN_STATE='${this.state}' ${environment}`;
  }

  async connect(signal?: AbortSignal): Promise<Connection> {
    const below = await this.#below.connect(signal);
    return {
      platform: 'posix',
      files: this.#hasFiles ? below.files : undefined,
      closed: below.closed,
      start: async (command, stop) => {
        stop?.throwIfAborted();
        const process = new ShellProcess(`${this.#environment} ${command}`);
        this.#processes.push(process);
        return process;
      },
      close: () => below.close(),
    };
  }

  /** The way to all its processes breaks; they live on, as they do when a network ends. */
  dropOutput(): void {
    for (const process of this.#processes.splice(0)) process.kill();
  }

  /** The same host, over a connection that moves no files. */
  withoutFiles(): Connector {
    return {
      connect: async (signal) => {
        this.#hasFiles = false;
        return this.connect(signal).finally(() => {
          this.#hasFiles = true;
        });
      },
    };
  }

  /** The lines of the receipts of a run, by file. */
  receipts(run: string): Record<string, string[]> {
    const folder = join(this.state, 'receipts', run);
    return Object.fromEntries(
      readdirSync(folder).map((name) => [
        name,
        readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'),
      ]),
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A process whose channel closes when it is killed, as over a network: what runs behind it only sees its input end. */
class ShellProcess implements RemoteProcess {
  readonly stdout: AsyncIterable<Uint8Array>;
  readonly exited: Promise<number | undefined>;
  readonly #child: ChildProcessWithoutNullStreams;
  #stderr = '';

  constructor(command: string) {
    this.#child = spawn('/bin/sh', ['-c', command], { detached: true });
    const { stdin, stdout, stderr } = this.#child;
    for (const stream of [stdin, stdout, stderr]) stream.on('error', () => {});
    stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    this.stdout = stdout;
    this.exited = once(this.#child, 'exit').then(([code]: (number | null)[]) => code ?? undefined);
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#child.stdin.write(chunk);
  }

  stderrTail(): string {
    return this.#stderr;
  }

  kill(): void {
    const { stdin, stdout, stderr } = this.#child;
    stdin.destroy();
    stdout.destroy();
    stderr.destroy();
  }
}
