import { readFile, stat } from 'node:fs/promises';
import { GorunError } from '../../../errors/gorun-error.ts';
import { isMissing } from '../../file-errors.ts';
import { KnownHosts } from './known-hosts.ts';
import { type KnownHostLine, parseKnownHosts } from './line.ts';

interface Entry {
  readonly version: string;
  readonly hosts: Promise<KnownHosts>;
}

/** Reads known_hosts files once for all hosts of a run, and again when they have changed. */
export class KnownHostsReader {
  readonly #files = new Map<string, Entry>();

  /** The lines of all files that mean a host. A missing file is an empty one. Throws `connection/config`. */
  async linesOf(files: readonly string[], name: string): Promise<KnownHostLine[]> {
    const read = await Promise.all(files.map((file) => this.#read(file)));
    return read.flatMap((hosts) => hosts.linesOf(name));
  }

  async #read(file: string): Promise<KnownHosts> {
    try {
      const { mtimeMs, size, ino } = await stat(file);
      const version = `${mtimeMs} ${size} ${ino}`;
      const known = this.#files.get(file);
      if (known?.version === version) return await known.hosts;
      const hosts = readFile(file, 'utf8').then((text) => new KnownHosts(parseKnownHosts(text, file)));
      this.#files.set(file, { version, hosts });
      return await hosts;
    } catch (cause) {
      if (isMissing(cause)) return new KnownHosts([]);
      throw new GorunError('connection/config', {
        message: `${file}, which says which hosts are known, cannot be read: ${cause instanceof Error ? cause.message : cause}.`,
        fix: 'Make it readable, or name another file with gorun_ssh_known_hosts_file.',
        cause,
      });
    }
  }
}
