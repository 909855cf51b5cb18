import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';
import { GorunError } from '../../errors/gorun-error.ts';
import type { FileTransfer } from '../types.ts';

/** Moves files on this machine: a copy to a temporary name, then a rename. */
export class LocalTransfer implements FileTransfer {
  readonly #host: string;

  constructor(host: string) {
    this.#host = host;
  }

  put(local: string, remote: string): Promise<void> {
    return this.#copy(local, remote, `${local} could not be put to ${remote}`);
  }

  get(remote: string, local: string): Promise<void> {
    return this.#copy(remote, local, `${remote} could not be fetched to ${local}`);
  }

  async #copy(from: string, to: string, what: string): Promise<void> {
    const temporary = `${to}.gorun-${randomUUID().slice(0, 8)}`;
    try {
      await copyFile(from, temporary, constants.COPYFILE_EXCL);
      await rename(temporary, to);
    } catch (cause) {
      await rm(temporary, { force: true }).catch(() => {});
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new GorunError('connection/file-transfer', {
        message: `${this.#host}: ${what}: ${why}.`,
        cause,
      });
    }
  }
}
