import { NodeSSH } from 'node-ssh';
import type { Client } from 'ssh2';
import { GorunError } from '../../../errors/gorun-error.ts';
import { endsSoonAfterAbort } from '../../ends-soon-after-abort.ts';
import type { FileTransfer } from '../../types.ts';
import { getFile } from './get-file.ts';
import { putFile } from './put-file.ts';
import { sftpPath } from './remote-path.ts';
import { SftpCalls } from './sftp-calls.ts';
import { transferError } from './transfer-error.ts';

/** Moves files by SFTP over one channel, which is opened when the first file is moved. */
export class SftpTransfer implements FileTransfer {
  readonly #client: Client;
  readonly #platform: 'windows' | 'posix';
  readonly #host: string;
  #calls: Promise<SftpCalls> | undefined;
  /** The server has no SFTP; known after the first try. */
  isMissing = false;

  constructor(client: Client, platform: 'windows' | 'posix', host: string) {
    this.#client = client;
    this.#platform = platform;
    this.#host = host;
  }

  async put(
    local: string,
    remote: string,
    onBytes: (sent: number) => void = () => {},
    signal?: AbortSignal,
  ): Promise<void> {
    const path = sftpPath(remote, this.#platform);
    await this.#during(`${local} could not be put to ${remote}`, signal, (calls) =>
      putFile(calls, local, path, onBytes, signal),
    );
  }

  async get(remote: string, local: string, signal?: AbortSignal): Promise<void> {
    const path = sftpPath(remote, this.#platform);
    await this.#during(`${remote} could not be fetched to ${local}`, signal, (calls) =>
      getFile(calls, path, local, signal),
    );
  }

  async #during(
    what: string,
    signal: AbortSignal | undefined,
    move: (calls: SftpCalls) => Promise<void>,
  ): Promise<void> {
    try {
      signal?.throwIfAborted();
      await endsSoonAfterAbort(this.#open().then(move), signal);
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw error instanceof GorunError ? error : transferError(this.#host, what, error);
    }
  }

  async #open(): Promise<SftpCalls> {
    this.#calls ??= this.#request();
    const calls = await this.#calls;
    if (!calls.isEnded) return calls;
    this.#calls = this.#request();
    return await this.#calls;
  }

  async #request(): Promise<SftpCalls> {
    const ssh = new NodeSSH();
    ssh.connection = this.#client;
    try {
      return new SftpCalls(await ssh.requestSFTP());
    } catch (cause) {
      this.#calls = undefined;
      const detail = cause instanceof Error ? cause.message : String(cause);
      if (/not connected|no response from server/i.test(detail)) {
        throw new GorunError('connection/lost', {
          message: `${this.#host}: the connection has ended.`,
          cause,
        });
      }
      this.isMissing = true;
      throw new GorunError('connection/file-transfer', {
        message: `${this.#host}: the SSH server offers no SFTP: ${detail}.`,
        fix: 'Enable the sftp subsystem in sshd_config; without it files go through the worker, which is slower.',
        cause,
      });
    }
  }
}
