import type { FileHandle } from 'node:fs/promises';
import type { FileEntry } from 'ssh2';

/** An open file, or a folder being listed. */
export type OpenThing =
  | { readonly kind: 'file'; readonly file: FileHandle; readonly append: boolean }
  | { readonly kind: 'folder'; entries: FileEntry[] };

/** The open handles of one SFTP session. */
export class SftpHandles {
  readonly #open = new Map<number, OpenThing>();
  #next = 0;

  /** Gives an open thing its handle. */
  add(thing: OpenThing): Buffer {
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(this.#next);
    this.#open.set(this.#next++, thing);
    return handle;
  }

  /** What a handle stands for; undefined for a stale or made-up one. */
  get(handle: Buffer): OpenThing | undefined {
    return handle.length === 4 ? this.#open.get(handle.readUInt32BE()) : undefined;
  }

  /** Closes one; false where there is none. */
  async close(handle: Buffer): Promise<boolean> {
    const thing = this.get(handle);
    if (thing === undefined) return false;
    this.#open.delete(handle.readUInt32BE());
    if (thing.kind === 'file') await thing.file.close();
    return true;
  }

  /** Closes all, at the end of the session. */
  async closeAll(): Promise<void> {
    const things = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(things.map((thing) => (thing.kind === 'file' ? thing.file.close() : undefined)));
  }
}
