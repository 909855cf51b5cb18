import type { GorunError } from '../../../errors/gorun-error.ts';
import { appendKnownHost } from '../known-hosts/append-known-host.ts';
import { hostKeyError, knownHostsLine } from '../known-hosts/host-key-errors.ts';
import type { KnownHostLine } from '../known-hosts/line.ts';
import { judgeHostKey } from '../known-hosts/verdict.ts';
import type { HopSettings } from '../settings.ts';

/** Judges the host key of one handshake, and adds it to known_hosts when that is asked for. */
export class HostKeyCheck {
  readonly #hop: HopSettings;
  readonly #lines: readonly KnownHostLine[];
  #newKey: Buffer | undefined;
  /** Why the key was refused. */
  refusal: GorunError | undefined;

  constructor(hop: HopSettings, lines: readonly KnownHostLine[]) {
    this.#hop = hop;
    this.#lines = lines;
  }

  /** Says whether the handshake may go on; called before anything about the user is sent. */
  accepts(key: Buffer): boolean {
    const verdict = judgeHostKey(this.#lines, key);
    if (verdict.kind === 'known') return true;
    if (verdict.kind === 'unknown' && this.#hop.knownHosts.acceptNew) {
      this.#newKey = Buffer.from(key);
      return true;
    }
    this.refusal = hostKeyError(this.#hop, key, verdict);
    return false;
  }

  /** Adds an accepted new key, once the host has proved to hold it. Throws `connection/config`. */
  async remember(): Promise<void> {
    const key = this.#newKey;
    if (key === undefined) return;
    this.#newKey = undefined;
    await appendKnownHost(this.#hop.knownHosts.userFiles[0], knownHostsLine(this.#hop, key));
  }
}
