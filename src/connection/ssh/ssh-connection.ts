import type { Connection, FileTransfer, RemoteProcess } from '../types.ts';
import { openCommand } from './open-command.ts';
import { SftpTransfer } from './sftp/sftp-transfer.ts';
import { endLink, type SshLink } from './ssh-link.ts';

const startSeconds = 30;

/** A connection over SSH; `release` gives back the jump hosts below it, once it has ended. */
export class SshConnection implements Connection {
  readonly platform: 'windows' | 'posix';
  readonly closed: Promise<void>;
  readonly #link: SshLink;
  readonly #name: string;
  readonly #transfer: SftpTransfer;

  constructor(name: string, platform: 'windows' | 'posix', link: SshLink, release: () => Promise<void>) {
    this.#name = name;
    this.platform = platform;
    this.#link = link;
    this.#transfer = new SftpTransfer(link.client, platform, name);
    this.closed = new Promise((resolve) => {
      link.client.once('close', () => {
        link.stream.destroy();
        void release().then(resolve);
      });
    });
  }

  async start(command: string, signal?: AbortSignal): Promise<RemoteProcess> {
    return await openCommand(this.#link.client, command, this.#name, startSeconds, signal);
  }

  /** Opened at the first transfer; undefined from then on where the server has no SFTP. */
  get files(): FileTransfer | undefined {
    return this.#transfer.isMissing ? undefined : this.#transfer;
  }

  async close(): Promise<void> {
    await endLink(this.#link);
    await this.closed;
  }
}
