import type { Duplex } from 'node:stream';
import type { Connection, Connector } from '../types.ts';
import { planAttempts } from './connect/attempts.ts';
import { handshake } from './connect/handshake.ts';
import { openSocket } from './connect/open-socket.ts';
import { openTunnel } from './connect/open-tunnel.ts';
import { knownHostsName } from './known-hosts/names.ts';
import type { HopSettings, SshRoute } from './settings.ts';
import { SshConnection } from './ssh-connection.ts';
import type { SshLink } from './ssh-link.ts';
import type { SshShared } from './ssh-shared.ts';

/** After three missed answers (45 s) a connection counts as lost. */
const keepalive = { seconds: 15, missed: 3 };

/** Makes SSH connections to one host, through its jump hosts. */
export class SshConnector implements Connector {
  readonly #name: string;
  readonly #platform: 'windows' | 'posix';
  readonly #route: () => Promise<SshRoute>;
  readonly #shared: SshShared;

  constructor(
    name: string,
    platform: 'windows' | 'posix',
    route: () => Promise<SshRoute>,
    shared: SshShared,
  ) {
    this.#name = name;
    this.#platform = platform;
    this.#route = route;
    this.#shared = shared;
  }

  /** Throws `connection/*`, or the signal's reason; then nothing stays open. */
  async connect(signal?: AbortSignal): Promise<Connection> {
    const route = await this.#route();
    return await this.#shared.limiter.run(() => this.#connect(route, signal), signal);
  }

  async #connect({ jumps, target }: SshRoute, signal: AbortSignal | undefined): Promise<Connection> {
    const below = await this.#shared.jumps.borrow(
      jumps,
      (hop, link) => this.#link(hop, link, undefined),
      signal,
    );
    const release = async (): Promise<void> => below?.giveBack();
    try {
      const link = await this.#link(target, below?.link, signal);
      return new SshConnection(this.#name, this.#platform, link, release);
    } catch (error) {
      await release();
      throw error;
    }
  }

  async #link(
    hop: HopSettings,
    below: SshLink | undefined,
    signal: AbortSignal | undefined,
  ): Promise<SshLink> {
    const files = [...hop.knownHosts.userFiles, ...hop.knownHosts.globalFiles];
    const name = knownHostsName(hop.hostKeyName, hop.port);
    const knownLines = await this.#shared.knownHosts.linesOf(files, name);
    const plan = await planAttempts(hop, this.#shared.keys);
    const stream: Duplex =
      below === undefined ? await openSocket(hop, signal) : await openTunnel(below.client, hop, signal);
    const client = await handshake(stream, { hop, knownLines, plan, keepalive }, signal);
    return { client, stream };
  }
}
