import type { SFTPWrapper, Stats } from 'ssh2';
import { Pending } from '../../pending.ts';

/** The SFTP requests that transfers need, as promises. They reject when the connection ends. */
export class SftpCalls {
  readonly sftp: SFTPWrapper;
  readonly #pending = new Pending();

  constructor(sftp: SFTPWrapper) {
    this.sftp = sftp;
    const ended = (cause?: unknown): void => this.#pending.end(new Error('the connection ended', { cause }));
    // ssh2 forgets requests that are made after the channel has closed
    sftp
      .on('end', () => ended())
      .on('close', () => ended())
      .on('error', ended);
  }

  /** Says whether the channel has closed; every request then rejects. */
  get isEnded(): boolean {
    return this.#pending.isEnded;
  }

  open(path: string, mode: 'r' | 'wx'): Promise<Buffer> {
    // What is sent may be secret until the worker has given it its place and its rights.
    return this.#call((done) => this.sftp.open(path, mode, 0o600, done));
  }

  size(handle: Buffer): Promise<number> {
    return this.#call<Stats>((done) => this.sftp.fstat(handle, done)).then((stats) => stats.size);
  }

  write(handle: Buffer, bytes: Buffer, position: number): Promise<void> {
    return this.#do((done) => this.sftp.write(handle, bytes, 0, bytes.length, position, done));
  }

  /** How many bytes were read into the buffer; 0 at the end of the file. */
  read(handle: Buffer, bytes: Buffer, position: number): Promise<number> {
    return this.#call((done) => this.sftp.read(handle, bytes, 0, bytes.length, position, done));
  }

  close(handle: Buffer): Promise<void> {
    return this.#do((done) => this.sftp.close(handle, done));
  }

  remove(path: string): Promise<void> {
    return this.#do((done) => this.sftp.unlink(path, done));
  }

  rename(from: string, to: string): Promise<void> {
    return this.#do((done) => this.sftp.rename(from, to, done));
  }

  /** Replaces what is there. Rejects where the server has no such extension. */
  posixRename(from: string, to: string): Promise<void> {
    return this.#do((done) => this.sftp.ext_openssh_rename(from, to, done));
  }

  /** Bytes that the account may still write where the file lies; undefined where the server does not tell. */
  async freeBytes(handle: Buffer): Promise<number | undefined> {
    try {
      const disk = await this.#call<unknown>((done) => this.sftp.ext_openssh_fstatvfs(handle, done));
      return freeOf(disk);
    } catch {
      return undefined;
    }
  }

  #call<T>(ask: (done: (error: Error | undefined | null, value: T) => void) => void): Promise<T> {
    return this.#pending.call(ask);
  }

  #do(ask: (done: (error?: Error | null) => void) => void): Promise<void> {
    return this.#pending.call<void>((done) => ask((error) => done(error)));
  }
}

/** ssh2's reading of the statvfs reply; its type declaration does not have the fields. */
function freeOf(disk: unknown): number | undefined {
  if (typeof disk !== 'object' || disk === null || !('f_bavail' in disk) || !('f_frsize' in disk))
    return undefined;
  const free = Number(disk.f_bavail) * Number(disk.f_frsize);
  return Number.isFinite(free) ? free : undefined;
}
